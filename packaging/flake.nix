# Nix: `npm run package` fills in the version, the address of the release and the hashes.
{
  description = "AWS IAM Identity Center role credentials for your shell";
  inputs.nixpkgs.url = "github:NixOS/nixpkgs/nixos-unstable";

  outputs = { self, nixpkgs }:
    let
      version = "@VERSION@";
      sources = {
        x86_64-linux = { name = "linux-x64"; sha256 = "@SHA256:linux-x64@"; };
        aarch64-linux = { name = "linux-arm64"; sha256 = "@SHA256:linux-arm64@"; };
        x86_64-darwin = { name = "darwin-x64"; sha256 = "@SHA256:darwin-x64@"; };
        aarch64-darwin = { name = "darwin-arm64"; sha256 = "@SHA256:darwin-arm64@"; };
      };
      packageFor = system: source:
        let pkgs = nixpkgs.legacyPackages.${system};
        in pkgs.stdenv.mkDerivation {
          pname = "ssoenv";
          inherit version;
          src = pkgs.fetchurl {
            url = "@RELEASE@/ssoenv-${version}-${source.name}.tar.gz";
            inherit (source) sha256;
          };
          nativeBuildInputs = pkgs.lib.optional pkgs.stdenv.isLinux pkgs.patchelf;
          # Stripping would cut off the program, which follows the end of its runtime.
          dontStrip = true;
          dontPatchELF = true;
          installPhase = ''
            mkdir -p $out
            cp -a bin lib share $out/
          '' + pkgs.lib.optionalString pkgs.stdenv.isLinux ''
            patchelf --set-interpreter "$(cat $NIX_CC/nix-support/dynamic-linker)" $out/lib/ssoenv/ssoenv
          '';
          meta = { license = pkgs.lib.licenses.mit; mainProgram = "ssoenv"; };
        };
    in { packages = builtins.mapAttrs (system: source: { default = packageFor system source; }) sources; };
}
