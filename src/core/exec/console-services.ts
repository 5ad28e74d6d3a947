/** The services of the console by short names, with the path of each. */
import type { ConsolePlace } from '../aws/console-url.ts';
import { nearest } from '../text/nearest.ts';

/** The names of each service, and its page. A page behind `#` is a part of the page before it. */
const PAGES: readonly (readonly [names: string, path: string])[] = [
	['home', 'console/home'],
	['acm', 'acm/home'],
	['amplify', 'amplify/home'],
	['apigateway apigw', 'apigateway/home'],
	['appsync', 'appsync/home'],
	['asg autoscaling', 'ec2/home#AutoScalingGroups:'],
	['athena', 'athena/home'],
	['backup', 'backup/home'],
	['batch', 'batch/home'],
	['beanstalk', 'elasticbeanstalk/home'],
	['bedrock', 'bedrock/home'],
	['cfn cloudformation', 'cloudformation/home'],
	['cloudshell', 'cloudshell/home'],
	['cloudtrail trail', 'cloudtrailv2/home'],
	['codebuild', 'codesuite/codebuild/projects'],
	['codecommit', 'codesuite/codecommit/repositories'],
	['codedeploy', 'codesuite/codedeploy/applications'],
	['codepipeline', 'codesuite/codepipeline/pipelines'],
	['cognito', 'cognito/v2/home'],
	['config', 'config/home'],
	['controltower', 'controltower/home'],
	['cw cloudwatch', 'cloudwatch/home'],
	['ddb dynamodb', 'dynamodbv2/home'],
	['docdb', 'docdb/home'],
	['ec2', 'ec2/home'],
	['ecr', 'ecr/private-registry/repositories'],
	['ecs', 'ecs/v2/clusters'],
	['efs', 'efs/home'],
	['eks', 'eks/clusters'],
	['elasticache', 'elasticache/home'],
	['elb', 'ec2/home#LoadBalancers:'],
	['emr', 'emr/home'],
	['eventbridge events', 'events/home'],
	['glue', 'glue/home'],
	['guardduty', 'guardduty/home'],
	['inspector', 'inspector/v2/home'],
	['kinesis', 'kinesis/home'],
	['kms', 'kms/home'],
	['lambda', 'lambda/home'],
	['logs', 'cloudwatch/home#logsV2:log-groups'],
	['mq', 'amazon-mq/home'],
	['msk', 'msk/home'],
	['neptune', 'neptune/home'],
	['opensearch', 'aos/home'],
	['quotas servicequotas', 'servicequotas/home'],
	['ram', 'ram/home'],
	['rds', 'rds/home'],
	['redshift', 'redshiftv2/home'],
	['s3', 's3/buckets'],
	['sagemaker', 'sagemaker/home'],
	['secrets secretsmanager', 'secretsmanager/listsecrets'],
	['securityhub', 'securityhub/home'],
	['ses', 'ses/home'],
	['sfn stepfunctions', 'states/home'],
	['sns', 'sns/v3/home'],
	['sqs', 'sqs/v3/home'],
	['sso', 'singlesignon/home'],
	['ssm', 'systems-manager/home'],
	['transfer', 'transfer/home'],
	['vpc', 'vpcconsole/home'],
	['waf', 'wafv2/homev2'],
	['workspaces', 'workspaces/v2/home'],
	['xray', 'xray/home'],
];

/** The same for services whose pages are the same in all regions. */
const GLOBAL_PAGES: readonly (readonly [names: string, path: string])[] = [
	['billing', 'billing/home'],
	['cloudfront', 'cloudfront/v4/home'],
	['costs', 'costmanagement/home'],
	['health', 'health/home'],
	['iam', 'iam/home'],
	['organizations orgs', 'organizations/v2/home'],
	['r53 route53', 'route53/v2/home'],
	['support', 'support/home'],
];

const placesOf = (pages: typeof PAGES, isGlobal: boolean): readonly (readonly [name: string, place: ConsolePlace])[] =>
	pages.flatMap(([names, page]) => {
		const [path = '', fragment] = page.split('#');
		const place = { path, ...(fragment !== undefined && { fragment }), ...(isGlobal && { isGlobal }) };
		return names.split(' ').map((name) => [name, place] as const);
	});

const PLACES: ReadonlyMap<string, ConsolePlace> = new Map([...placesOf(PAGES, false), ...placesOf(GLOBAL_PAGES, true)]);

/** The short names, for completion. */
export const consoleServiceNames: readonly string[] = [...PLACES.keys()].sort();

/** The console encodes the name of a log group twice, and writes `$` for `%`. */
const logGroupFragment = (name: string): string =>
	`logsV2:log-groups/log-group/${encodeURIComponent(encodeURIComponent(name)).replaceAll('%', '$')}`;

/** A place in the console, or the nearest name to one that there is not. */
type FoundService = { readonly place: ConsolePlace } | { readonly nearest: string | undefined };

/** Returns the page of a service by its short name. @param name such as `s3`, or `logs:/aws/lambda/x` for a log group */
export function consoleService(name: string): FoundService {
	const [, group] = /^logs:(.+)$/s.exec(name) ?? [];
	if (group !== undefined) return { place: { path: 'cloudwatch/home', fragment: logGroupFragment(group) } };
	const place = PLACES.get(name.toLowerCase());
	return place === undefined ? { nearest: nearest(name.toLowerCase(), consoleServiceNames) } : { place };
}
