import { AppError } from '../../core/errors.ts';

/** Levels a JSON body may nest: the deepest one that any route takes has nine. */
const mostLevels = 32;

/**
 * Refuses JSON that nests deeper than anything this API takes, before it is parsed: what walks a value level by level, such as
 * the hash of an `Idempotency-Key`'s body, would run out of stack on it.
 * @param text - JSON, or what claims to be.
 * @throws AppError `request.invalid`.
 */
export function refuseDeepJson(text: string): void {
  let level = 0;
  let inText = false;
  for (let i = 0; i < text.length; i += 1) {
    const character = text[i];
    if (inText) {
      if (character === '\\') i += 1;
      else if (character === '"') inText = false;
    } else if (character === '"') inText = true;
    else if (character === '{' || character === '[') level += 1;
    else if (character === '}' || character === ']') level -= 1;
    if (level > mostLevels) {
      const msg = `The body is nested deeper than ${mostLevels} levels.`;
      throw new AppError('request.invalid', msg, { errors: [{ loc: ['body'], msg, type: 'too_deep' }] });
    }
  }
}
