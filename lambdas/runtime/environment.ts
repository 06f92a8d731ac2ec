import { environment } from '../../contracts/environment.ts';
import type { FunctionName, functions } from '../../contracts/functions.ts';
import { settingVariable } from '../../contracts/setting-variable.ts';

type Spec<F extends FunctionName> = (typeof functions)[F];

/** The environment of a function: exactly what its entry in the registry names. */
export interface FunctionEnvironment<F extends FunctionName> {
  /** A value that CDK or the local run hands over. @throws Error naming the variable where it is missing. */
  value(key: Spec<F>['environment'][number]): string;
  /** A value that may be empty. */
  optional(key: Spec<F>['environment'][number]): string;
  /** A setting that is on or off. @throws Error naming the variable where it is neither `true` nor `false`. */
  flag(path: Spec<F>['settings'][number]): boolean;
  /** A setting that is a whole number. @throws Error naming the variable where it is none. */
  whole(path: Spec<F>['settings'][number]): number;
  /** A setting that is a text. @throws Error naming the variable where it is missing. */
  text(path: Spec<F>['settings'][number]): string;
  /** A setting that is a text and may be empty. */
  optionalText(path: Spec<F>['settings'][number]): string;
}

/**
 * Reads a function's environment. Only what the registry names for it can be asked for, so that what is set and what is read
 * cannot drift apart.
 * @param name - The function.
 */
export function environmentOf<F extends FunctionName>(_name: F): FunctionEnvironment<F> {
  return {
    value: (key) => required(environment[key]),
    optional: (key) => process.env[environment[key]] ?? '',
    flag: (path) => {
      const text = required(settingVariable(path));
      if (text !== 'true' && text !== 'false') throw new Error(`The environment variable ${settingVariable(path)} must be true or false.`);
      return text === 'true';
    },
    whole: (path) => {
      const number = Number(required(settingVariable(path)));
      if (!Number.isSafeInteger(number)) throw new Error(`The environment variable ${settingVariable(path)} must be a whole number.`);
      return number;
    },
    text: (path) => required(settingVariable(path)),
    optionalText: (path) => process.env[settingVariable(path)] ?? '',
  };
}

function required(variable: string): string {
  const value = process.env[variable];
  if (value === undefined || value === '') throw new Error(`The environment variable ${variable} is missing.`);
  return value;
}
