import { writeSync } from 'node:fs';
import { parseArgs } from 'node:util';

/** An option of a command. */
export interface CommandOption {
  readonly type: 'boolean' | 'string';
  readonly multiple?: true;
  /** What stands for its value in the help, such as `<port>`. */
  readonly value?: string;
  readonly does: string;
}

type CommandOptions = Readonly<Record<string, CommandOption>>;

/** A command of this project: the one place that says what it is for and what it takes. */
export interface Command<Options extends CommandOptions = CommandOptions> {
  /** What is typed, such as `npm run bench`. */
  readonly call: string;
  readonly summary: string;
  readonly options: Options;
  /** Environment variables it reads, each with what it does. */
  readonly variables?: Readonly<Record<string, string>>;
  /** What else a person has to know, such as what must be installed. */
  readonly notes?: string;
}

/** The exit code of a command that was called wrongly, as shells and most programs have it. */
const wrongUse = 2;

/** What was asked of a command. */
type Asked<Options extends CommandOptions> =
  | { readonly kind: 'run'; readonly values: ValuesOf<Options> }
  | { readonly kind: 'help' }
  | { readonly kind: 'wrong'; readonly fault: string };

/** The values of the options that were given. */
type ValuesOf<Options extends CommandOptions> = ReturnType<typeof parseArgs<{ args: string[]; options: Options }>>['values'];

/**
 * Reads what stands behind a command. Prints its help and ends with 0 where that is asked for; says in one sentence what is wrong and
 * ends with 2 where the command does not know it.
 */
export function readCommandLine<const Options extends CommandOptions>(command: Command<Options>): ValuesOf<Options> {
  const asked = parseCommandLine(command, process.argv.slice(2));
  if (asked.kind === 'wrong') return refuseUse(command, asked.fault);
  if (asked.kind === 'run') return asked.values;
  writeSync(1, describeCommand(command));
  process.exit(0);
}

/**
 * Says in one sentence what a command was called wrongly with, and ends the process with 2.
 * @param fault - The sentence's first half, such as `--port takes 1 to 65535`.
 */
export function refuseUse(command: Command, fault: string): never {
  writeSync(2, `${fault}; ${helpCall(command)} lists what it takes.\n`);
  process.exit(wrongUse);
}

/** Judges the words behind a command. An option that is not known is named; a value never is. */
export function parseCommandLine<const Options extends CommandOptions>(
  command: Command<Options>,
  words: readonly string[],
): Asked<Options> {
  const { options, call } = command;
  const { tokens } = parseArgs({ args: [...words], options: { ...options, ...help }, strict: false, tokens: true });
  for (const token of tokens) {
    if (token.kind === 'positional') return { kind: 'wrong', fault: `${call} takes options only` };
    if (token.kind !== 'option') continue;
    if (token.name === 'help') return { kind: 'help' };
    const option = Object.hasOwn(options, token.name) ? options[token.name] : undefined;
    if (option === undefined) return { kind: 'wrong', fault: `${call} has no option ${token.rawName}` };
    if (option.type === 'boolean' && token.value !== undefined) return { kind: 'wrong', fault: `${token.rawName} takes no value` };
    // A word with a dash in front is the next option, not the value of this one.
    if (option.type === 'string' && (token.value ?? '-').startsWith('-')) return { kind: 'wrong', fault: `${token.rawName} needs a value` };
  }
  return { kind: 'run', values: parseArgs({ args: [...words], options }).values };
}

/** The help of a command: what it does, its options and its variables. */
export function describeCommand(command: Command): string {
  const { call, summary, options, variables = {}, notes } = command;
  const named = Object.entries({ ...options, ...help }).map(([name, option]): Row => [nameOf(name, option), option.does]);
  const usage = Object.keys(options).length === 0 ? call : withWords(call, '[options]');
  const lines = [summary, '', `  ${usage}`, '', 'Options:', ...table(named)];
  if (Object.keys(variables).length > 0) lines.push('', 'Variables:', ...table(Object.entries(variables)));
  if (notes !== undefined) lines.push('', notes);
  return `${lines.join('\n')}\n`;
}

const help = { help: { type: 'boolean', short: 'h', does: 'prints this' } } as const;

function helpCall({ call }: Command): string {
  return withWords(call, '--help');
}

/** npm hands words on behind `--` only. */
function withWords(call: string, words: string): string {
  return `${call} -- ${words}`;
}

function nameOf(name: string, { value }: CommandOption): string {
  return value === undefined ? `--${name}` : `--${name} ${value}`;
}

type Row = readonly [name: string, does: string];

function table(rows: readonly Row[]): readonly string[] {
  const width = Math.max(...rows.map(([name]) => name.length));
  return rows.map(([name, does]) => `  ${name.padEnd(width)}  ${does}`);
}
