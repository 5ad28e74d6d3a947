# Homebrew: `npm run package` fills in the version, the address of the release and the hashes.
class Ssoenv < Formula
  desc "AWS IAM Identity Center role credentials for your shell"
  homepage "@HOME@"
  version "@VERSION@"
  license "MIT"

  on_macos do
    on_arm do
      url "@RELEASE@/ssoenv-@VERSION@-darwin-arm64.tar.gz"
      sha256 "@SHA256:darwin-arm64@"
    end
    on_intel do
      url "@RELEASE@/ssoenv-@VERSION@-darwin-x64.tar.gz"
      sha256 "@SHA256:darwin-x64@"
    end
  end

  on_linux do
    on_arm do
      url "@RELEASE@/ssoenv-@VERSION@-linux-arm64.tar.gz"
      sha256 "@SHA256:linux-arm64@"
    end
    on_intel do
      url "@RELEASE@/ssoenv-@VERSION@-linux-x64.tar.gz"
      sha256 "@SHA256:linux-x64@"
    end
  end

  # Stripping would cut off the program, which follows the end of its runtime.
  def install
    prefix.install Dir["*"]
    bash_completion.install_symlink share/"bash-completion/completions/ssoenv"
  end

  test do
    assert_match version.to_s, shell_output("#{bin}/ssoenv --version")
  end
end
