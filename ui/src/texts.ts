// Every sentence that the interface says by itself comes from assets/locales, by its id. Sentences about the registrant's
// own affairs (dates, amounts, reasons) come ready from the core and do not pass through here.
import { FluentBundle, FluentResource, type FluentVariable } from '@fluent/bundle';

const LANGUAGE = 'en-CA';

const files = import.meta.glob<string>(
  [
    '../../assets/locales/en/common.ftl',
    '../../assets/locales/en/record.ftl',
    '../../assets/locales/en/ui*.ftl',
  ],
  { query: '?raw', import: 'default', eager: true },
);

/** The sentences of the files, ready to be asked for. */
export function load(sources: Record<string, string>): FluentBundle {
  // Isolation marks would end up in copied text; no right-to-left text is mixed in.
  const bundle = new FluentBundle(LANGUAGE, { useIsolating: false });
  for (const [name, source] of Object.entries(sources)) {
    for (const problem of bundle.addResource(new FluentResource(source))) console.error(name, problem);
  }
  return bundle;
}

const bundle = load(files);

/** The sentence of an id (`ui-help-both`, or `ui-help-both.answer` for an attribute), with its arguments. An unknown id comes back as it is: an odd word is better than an empty page. */
export function t(id: string, args?: Record<string, FluentVariable>): string {
  const [message = id, attribute] = id.split('.');
  const found = bundle.getMessage(message);
  const pattern = attribute === undefined ? found?.value : found?.attributes[attribute];
  if (pattern === null || pattern === undefined) {
    console.error(`no text has the id ${id}`);
    return id;
  }
  const problems: Error[] = [];
  const sentence = bundle.formatPattern(pattern, args ?? null, problems);
  for (const problem of problems) console.error(id, problem);
  return sentence;
}
