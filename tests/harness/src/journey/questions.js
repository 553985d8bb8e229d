// The questions of the page as they stand, in order: what assistive technology is told of each, and what is answered.
// Texts that only read, buttons and conflicts are none. Needs axe-core in the page.
const { accessibleText } = axe.commons.text;
const { isVisibleToScreenReaders } = axe.commons.dom;
const CHOICES = 'input[type=radio], input[type=checkbox]';
const clean = (text) => (text ?? '').replace(/\s+/g, ' ').trim();
const name = (element) => clean(accessibleText(element));
const choicesOf = (set) => [...set.querySelectorAll(CHOICES)].filter((one) => one.closest('fieldset') === set);

function question(element) {
  if (element.matches('fieldset')) {
    const choices = choicesOf(element);
    if (choices.length === 0) return null;
    const typed = [...element.querySelectorAll('input[type=text]')].map((field) => field.value);
    const chosen = choices.filter((one) => one.checked).map(name);
    return { kind: choices[0].type, answer: [...chosen, ...typed], options: choices.map(name) };
  }
  const set = element.closest('fieldset');
  if (element.matches(CHOICES) || (set && choicesOf(set).length > 0)) return null;
  if (element.matches('select')) {
    const options = [...element.options].filter((option) => option.value !== '').map((option) => clean(option.text));
    const chosen = element.value === '' ? [] : [clean(element.selectedOptions[0]?.text)];
    return { kind: 'list', answer: chosen, options };
  }
  const kind = element.getAttribute('role') === 'combobox' ? 'search' : 'text';
  // Where several may be searched, the ones that were found stand above the field.
  const found = [...((element.closest('[data-path]') ?? element.closest('.field'))?.querySelectorAll('ul:not([role]) li') ?? [])].map((one) => clean(one.firstElementChild?.textContent ?? one.textContent));
  return { kind, answer: element.value === '' ? found : [element.value], options: [] };
}

axe.setup(document.documentElement);
try {
  return [...document.querySelectorAll('main fieldset, main input, main select, main textarea')].flatMap((element) => {
    const told = isVisibleToScreenReaders(element) ? question(element) : null;
    if (told === null) return [];
    const around = element.parentElement.closest('fieldset');
    return [{ ...told, name: name(element), within: around ? name(around) : null }];
  });
} finally {
  axe.teardown();
}
