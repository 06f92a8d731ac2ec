import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Duration, Stack } from 'aws-cdk-lib';
import { type IGrantable, type IPrincipal, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Architecture, LoggingFormat, Runtime } from 'aws-cdk-lib/aws-lambda';
import { type BundlingOptions, LogLevel, NodejsFunction, OutputFormat, SourceMapMode } from 'aws-cdk-lib/aws-lambda-nodejs';
import type { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { type EnvironmentKey, environment } from '../../contracts/environment.ts';
import { type FunctionName, type FunctionSpec, functions } from '../../contracts/functions.ts';
import { settingText } from '../../contracts/load-settings.ts';
import { settingVariable } from '../../contracts/setting-variable.ts';
import type { Settings } from '../../contracts/settings.ts';
import type { StageSettings } from '../stages.ts';
import { bundleOptions } from './bundle-options.ts';
import { forgettingLog } from './forgetting-log.ts';
import { type FunctionNetwork, NetworkAccess } from './network-access.ts';

/** What every function of a stage shares. */
export interface FunctionSurroundings {
  readonly stage: StageSettings;
  readonly settings: Settings;
  /** The project's folder, as an absolute path: where package-lock.json and lambdas/ are. */
  readonly projectRoot: string;
  /**
   * The network the functions stand in.
   * @defaultValue none of ours
   */
  readonly network?: FunctionNetwork;
}

/**
 * One function of contracts/functions.ts, as Dossier runs all of them: Node 24 on arm64, bundled by esbuild, with a role of its
 * own that starts with nothing but its own log group. Grants add permission and environment name together; synth fails when
 * the environment isn't exactly what the registry says.
 */
export class NodeFunction extends Construct implements IGrantable {
  readonly functionName: FunctionName;
  readonly spec: FunctionSpec;
  readonly lambda: NodejsFunction;
  readonly role: Role;
  readonly logGroup: LogGroup;
  readonly grantPrincipal: IPrincipal;
  readonly #provided = new Set<EnvironmentKey>();

  /** @throws Error when `lambdas/<name>/handler.ts` is missing */
  constructor(scope: Construct, name: FunctionName, surroundings: FunctionSurroundings) {
    super(scope, name);
    const { stage, settings, projectRoot, network } = surroundings;
    this.functionName = name;
    this.spec = functions[name];
    this.role = new Role(this, 'role', {
      assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
      description: `What ${name} may do`,
    });
    this.grantPrincipal = this.role;
    this.logGroup = forgettingLog(this, 'log', stage);
    this.logGroup.grantWrite(this.role);
    const functionName = `dossier-${stage.name}-${name}`;
    const access = network === undefined ? undefined : new NetworkAccess(this, 'network', { role: this.role, functionName, network });
    this.lambda = new NodejsFunction(this, 'function', {
      functionName,
      description: this.spec.summary,
      entry: entryOf(projectRoot, name),
      projectRoot,
      depsLockFilePath: join(projectRoot, 'package-lock.json'),
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      memorySize: this.spec.memoryMb,
      timeout: Duration.seconds(this.spec.timeoutSeconds),
      role: this.role,
      logGroup: this.logGroup,
      loggingFormat: LoggingFormat.JSON,
      // Version 3 of the SDK keeps connections by itself; the variable this would set is one no function reads.
      awsSdkConnectionReuse: false,
      environment: Object.fromEntries(this.spec.settings.map((path) => [settingVariable(path), settingText(settings, path)])),
      bundling,
      ...(network === undefined ? {} : { vpc: network.vpc, vpcSubnets: network.subnets, securityGroups: [network.group] }),
    });
    // Lambda looks at once whether the role may make network interfaces.
    if (access !== undefined) this.lambda.node.addDependency(access);
    this.node.addValidation({ validate: () => this.#missingEnvironment() });
  }

  /**
   * Lets the function do some actions on some resources, and nothing else.
   * @param resources - full names; a `*` in one needs an acknowledged reason where it is granted
   */
  allow(actions: readonly string[], resources: readonly string[], conditions?: Record<string, Record<string, string>>): void {
    this.role.addToPrincipalPolicy(
      new PolicyStatement({ actions: [...actions], resources: [...resources], ...(conditions === undefined ? {} : { conditions }) }),
    );
  }

  /**
   * Hands the function an environment variable.
   * @throws Error when the registry doesn't name it for this function: a grant it has no use for
   */
  provide(key: EnvironmentKey, value: string): void {
    if (!this.spec.environment.includes(key) && !(key === 'edgeSecrets' && this.spec.trigger === 'http')) {
      throw new Error(`lib/access.ts gives ${this.functionName} ${environment[key]}, which contracts/functions.ts doesn't name for it.`);
    }
    this.#provided.add(key);
    this.lambda.addEnvironment(environment[key], value);
  }

  /** Lets another function call this one, in its present version, and tells it the name. */
  grantInvoke(caller: NodeFunction, key: EnvironmentKey): void {
    caller.allow(['lambda:InvokeFunction'], [this.lambda.functionArn]);
    caller.provide(key, this.lambda.functionName);
  }

  /** The condition that a key is used through one service alone, such as `dynamodb`. */
  through(service: string): Record<string, Record<string, string>> {
    const { region, urlSuffix } = Stack.of(this);
    return { StringEquals: { 'kms:ViaService': `${service}.${region}.${urlSuffix}` } };
  }

  #missingEnvironment(): string[] {
    return this.spec.environment
      .filter((key) => !this.#provided.has(key))
      .map((key) => `contracts/functions.ts names ${environment[key]} for ${this.functionName}, and nothing in lib/access.ts gives it.`);
  }
}

function entryOf(projectRoot: string, name: FunctionName): string {
  const entry = join(projectRoot, 'lambdas', name, 'handler.ts');
  if (!existsSync(entry)) throw new Error(`The function ${name} has no entry: lambdas/${name}/handler.ts is missing.`);
  return entry;
}

/** The same for CDK. Maps that Node reads by itself cost 10 ms of 60, so the map lies beside the bundle for people to use. */
const bundling: BundlingOptions = {
  format: OutputFormat.CJS,
  target: bundleOptions.target,
  mainFields: [...bundleOptions.mainFields],
  minify: bundleOptions.minify,
  bundleAwsSDK: true,
  sourceMap: true,
  sourceMapMode: SourceMapMode.EXTERNAL,
  sourcesContent: false,
  logLevel: LogLevel.WARNING,
  esbuildArgs: Object.fromEntries([
    ...Object.entries(bundleOptions.logOverride).map(([name, level]) => [`--log-override:${name}`, level]),
    ...Object.entries(bundleOptions.alias).map(([name, file]) => [`--alias:${name}`, file]),
  ]),
};
