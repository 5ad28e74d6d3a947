/** The settings with which a container asks `serve` for a role. */
import { shellWord } from '../text/quoting.ts';

/** AWS SDKs send plain HTTP to these hosts alone, so a container has to share the network of this machine. */
const HOSTS = '127.0.0.1, ::1, 169.254.170.2, 169.254.170.23 and fd00:ec2::23';

/**
 * Returns the settings for Docker, compose, dev containers, and another machine.
 * @param envFile the absolute path of the file of --write-env. The token in it must not be a word of a command.
 */
export function containerSettings(envFile: string, port: number): string {
	// A text in JSON is one in YAML, too.
	const path = JSON.stringify(envFile);
	// compose puts a variable in the place of $NAME, also between quotes.
	const composePath = path.replaceAll('$', '$$$$');
	return `# AWS SDKs send plain HTTP only to ${HOSTS}: hence the network of the host
# docker run, podman run
docker run --network host --env-file ${shellWord(envFile)} IMAGE
# compose.yaml, in the service
network_mode: host
env_file: ${composePath}
# devcontainer.json
"runArgs": ["--network=host", "--env-file", ${path}]
# on another machine, with this file copied to it
ssh -R ${port}:127.0.0.1:${port} HOST
`;
}
