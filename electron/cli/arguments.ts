// Splits a command line into positional arguments and options. Knows no command.
import { AppError } from '../../shared/errors/app-error.ts';

/** `flag` stands alone, `value` takes one, `list` may be given several times. */
export type OptionKinds = Readonly<Record<string, 'flag' | 'value' | 'list'>>;

export interface ParsedArguments {
  readonly positional: readonly string[];
  readonly values: Readonly<Record<string, string>>;
  readonly lists: Readonly<Record<string, readonly string[]>>;
}

/** Accepts `--name value` and `--name=value`; after `--` everything is positional. Errors: USAGE. */
export function parseArguments(args: readonly string[], kinds: OptionKinds): ParsedArguments {
  const positional: string[] = [];
  const values: Record<string, string> = {};
  const lists: Record<string, string[]> = {};
  for (let i = 0; i < args.length; i++) {
    const arg = args[i] as string;
    if (arg === '--') {
      positional.push(...args.slice(i + 1));
      break;
    }
    if (!arg.startsWith('--')) {
      positional.push(arg);
      continue;
    }
    const equals = arg.indexOf('=');
    const name = equals < 0 ? arg.slice(2) : arg.slice(2, equals);
    const kind = name === 'json' ? 'flag' : kinds[name];
    if (!kind) throw new AppError('USAGE', { detail: `không có lựa chọn “--${name}”.` });
    if (kind === 'flag') {
      values[name] = 'true';
      continue;
    }
    const value = equals < 0 ? args[++i] : arg.slice(equals + 1);
    if (value === undefined || value === '')
      throw new AppError('USAGE', { detail: `“--${name}” cần một giá trị.` });
    if (kind === 'list') {
      lists[name] ??= [];
      lists[name].push(value);
    } else values[name] = value;
  }
  return { positional, values, lists };
}
