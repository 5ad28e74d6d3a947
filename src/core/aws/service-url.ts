/** AWS's own endpoints of the services that ssoenv calls, by the endpoint rules of the AWS SDKs. */

/** As in the names of variables and of blocks in a services section. */
export type Service = 'sso' | 'sso_oidc' | 'sts';

interface EndpointSwitches {
	readonly useFipsEndpoint: boolean;
	readonly useDualstackEndpoint: boolean;
}

interface Partition {
	/** As in ARNs. */
	readonly name: string;
	readonly regions: RegExp;
	readonly suffix: string;
	readonly dualstackSuffix: string;
	/** Whether the usual endpoints are FIPS endpoints. */
	readonly isFips?: boolean;
}

/** Some SDKs have a name for each partition as a whole, such as `aws-cn-global`; it has endpoints like a region. */
const PARTITIONS: readonly Partition[] = [
	{
		name: 'aws',
		regions: /^(?:(?:us|eu|ap|sa|ca|me|af|il|mx)-\w+-\d+|aws-global)$/,
		suffix: 'amazonaws.com',
		dualstackSuffix: 'api.aws',
	},
	{
		name: 'aws-cn',
		regions: /^(?:cn-\w+-\d+|aws-cn-global)$/,
		suffix: 'amazonaws.com.cn',
		dualstackSuffix: 'api.amazonwebservices.com.cn',
	},
	{
		name: 'aws-eusc',
		regions: /^eusc-de-\w+-\d+$/,
		suffix: 'amazonaws.eu',
		dualstackSuffix: 'api.amazonwebservices.eu',
	},
	{
		name: 'aws-us-gov',
		regions: /^(?:us-gov-\w+-\d+|aws-us-gov-global)$/,
		suffix: 'amazonaws.com',
		dualstackSuffix: 'api.aws',
		isFips: true,
	},
	{
		name: 'aws-iso',
		regions: /^(?:us-iso-\w+-\d+|aws-iso-global)$/,
		suffix: 'c2s.ic.gov',
		dualstackSuffix: 'api.aws.ic.gov',
	},
	{
		name: 'aws-iso-b',
		regions: /^(?:us-isob-\w+-\d+|aws-iso-b-global)$/,
		suffix: 'sc2s.sgov.gov',
		dualstackSuffix: 'api.aws.scloud',
	},
	{
		name: 'aws-iso-e',
		regions: /^(?:eu-isoe-\w+-\d+|aws-iso-e-global)$/,
		suffix: 'cloud.adc-e.uk',
		dualstackSuffix: 'api.cloud-aws.adc-e.uk',
	},
	{
		name: 'aws-iso-f',
		regions: /^(?:us-isof-\w+-\d+|aws-iso-f-global)$/,
		suffix: 'csp.hci.ic.gov',
		dualstackSuffix: 'api.aws.hci.ic.gov',
	},
];

const HOSTS: Readonly<Record<Service, string>> = { sso: 'portal.sso', sso_oidc: 'oidc', sts: 'sts' };

const partitionWith = (region: string): Partition | undefined => PARTITIONS.find(({ regions }) => regions.test(region));

/** Returns the name of the partition that a region belongs to; undefined for a region of no known partition. */
export const partitionOf = (region: string): string | undefined => partitionWith(region)?.name;

/**
 * Returns the URL of a service in a region, without a path. Undefined for a region of no known partition: the SDK may
 * know it, or take it for one of the partition `aws`.
 */
export function serviceUrl(service: Service, region: string, switches: EndpointSwitches): string | undefined {
	const { useFipsEndpoint, useDualstackEndpoint } = switches;
	const partition = partitionWith(region);
	if (partition === undefined) return undefined;
	const isUsualFips = partition.isFips === true && !useDualstackEndpoint;
	const fips = useFipsEndpoint && !isUsualFips ? '-fips' : '';
	const suffix = useDualstackEndpoint ? partition.dualstackSuffix : partition.suffix;
	return `https://${HOSTS[service]}${fips}.${region}.${suffix}`;
}

/**
 * Returns the URL of STS in a region and the region to sign for. Regional, as in the AWS CLI 2 and the SDKs: the global
 * endpoint is only for the region `aws-global`.
 */
export function stsUrl(
	region: string,
	switches: EndpointSwitches,
): { readonly url: string; readonly signingRegion: string } | undefined {
	const isGlobal = region === 'aws-global' && !switches.useFipsEndpoint && !switches.useDualstackEndpoint;
	if (isGlobal) return { url: 'https://sts.amazonaws.com', signingRegion: 'us-east-1' };
	const url = serviceUrl('sts', region, switches);
	return url === undefined ? undefined : { url, signingRegion: region };
}
