// How pages can be read: languages and thoroughness, what was chosen, and its words.
// Pure; must not remember anything itself.

export const languageChoices = [
  { value: 'vie', label: 'Tiếng Việt' },
  { value: 'fra', label: 'Tiếng Pháp' },
  { value: 'eng', label: 'Tiếng Anh' },
] as const;
export type Language = (typeof languageChoices)[number]['value'];

export const modelChoices = [
  { value: 'best', label: 'Kỹ' },
  { value: 'fast', label: 'Nhanh – cho máy yếu, sai nhiều hơn một chút' },
] as const;
export type Model = (typeof modelChoices)[number]['value'];

export const LANGUAGES_KEY = 'intake.languages';
export const MODEL_KEY = 'intake.model';

/** What is chosen, in the order of the choices; Vietnamese when nothing known is. */
export function knownLanguages(saved: readonly string[]): Language[] {
  const known = languageChoices.map((choice) => choice.value).filter((value) => saved.includes(value));
  return known.length > 0 ? known : ['vie'];
}

export function knownModel(saved: string): Model {
  return modelChoices.find((choice) => choice.value === saved)?.value ?? 'best';
}

/** "Việt, Pháp · nhanh": both choices, short enough for a button. */
export function readingWords(languages: readonly Language[], model: Model): string {
  const names = languageChoices
    .filter((choice) => languages.includes(choice.value))
    .map((choice) => choice.label.replace('Tiếng ', ''));
  return `${names.join(', ')} · ${model === 'best' ? 'kỹ' : 'nhanh'}`;
}
