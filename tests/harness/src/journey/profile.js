// The open page of the profile as it stands: changes on their way, facts, what is held, what happened, invoices, and of an open
// form what will happen and what is wrong. What is folded away counts as well.
const all = (selector, root = document) => [...root.querySelectorAll(selector)];
const clean = (element) => {
  if (!element) return '';
  const copy = element.cloneNode(true);
  for (const hidden of copy.querySelectorAll('.hidden-text')) hidden.remove();
  return copy.textContent.replace(/\s+/g, ' ').trim();
};
const texts = (selector, root) => all(selector, root).map(clean).filter((text) => text !== '');
const partOf = (element) => clean(element.parentElement.closest('section[aria-labelledby]')?.querySelector('h2'));
const item = (element, title, tags, lines) => ({
  within: partOf(element), title: clean(element.querySelector(title)), tags: texts(tags, element), lines: texts(lines, element),
});

const fieldOf = (error) => {
  const field = error.closest('.field, .day, fieldset');
  return field?.getAttribute('aria-label') ?? clean(field?.querySelector('label, legend'));
};

return {
  changes: all('main li[data-change]').map((one) => item(one, 'h3', '[data-state]', 'p')),
  facts: all('main [data-fact]').map((one) => item(one, 'dt', '[data-state], [data-visibility]', '.says > p:not(.change)')),
  entries: all('main [data-entry]').map((one) => item(one, 'h2, h3', '.row > :not(h2, h3), [data-visibility]', 'p, ul li')),
  happened: all('main li[data-version]').map((one) => ({
    ...item(one, 'h4', '.time', '.what p'), within: one.closest('section').getAttribute('aria-label') ?? '',
  })),
  invoices: all('main li[data-invoice]').map((one) => item(one, 'h3', '.row > :not(h3)', 'p, dl > div')),
  result: texts('[data-result] p', document),
  problems: all('main form .error').map((error) => ({ field: fieldOf(error), sentence: clean(error) })),
};
