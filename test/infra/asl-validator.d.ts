/** The library carries no types of its own. It writes `QueryLanguage` into the definition it is given, so give it a copy. */
declare module 'asl-validator' {
  export default function validate(definition: unknown): { readonly isValid: boolean; errorsText(separator?: string): string };
}
