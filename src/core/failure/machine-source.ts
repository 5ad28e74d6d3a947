/** The values of `credential_source` that name the credentials of a machine. */

/** Says what a credential source is that only some machines have. */
export const MACHINE_SOURCES = {
	Ec2InstanceMetadata: 'the metadata service of an EC2 instance',
	EcsContainer: 'the credentials service of a container',
} as const;

export type MachineSource = keyof typeof MACHINE_SOURCES;

export const isMachineSource = (value: string): value is MachineSource => Object.hasOwn(MACHINE_SOURCES, value);
