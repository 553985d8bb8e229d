// Finds elements by role and accessible name, both computed by axe-core, so that the harness sees what assistive
// technology is told. Called with the parts of a `Sought`, outermost first, or with "outline"; answers null in a
// document that axe-core was not brought into yet.
if (typeof axe !== 'object') return null;
const asked = arguments[0];
const { getRole } = axe.commons.aria;
const { accessibleText } = axe.commons.text;
const { isVisibleToScreenReaders } = axe.commons.dom;

const FIELDS = 'input:not([type=hidden]),select,textarea,[role=textbox],[role=combobox],[role=spinbutton]';
const CANDIDATES = {
  field: FIELDS,
  button: 'button,summary,input,[role=button]',
  link: 'a[href],[role=link]',
  heading: 'h1,h2,h3,h4,h5,h6,[role=heading]',
  textbox: FIELDS + ',[contenteditable]',
  radio: 'input[type=radio],[role=radio]',
  checkbox: 'input[type=checkbox],[role=checkbox]',
  group: 'fieldset,details,[role=group],[role=radiogroup]',
};

const clean = (text) => (text ?? '').replace(/\s+/g, ' ').trim();
const matches = (part, found, wanted) => (part.partly ? clean(found).includes(clean(wanted)) : clean(found) === clean(wanted));
const roleOf = (element) => getRole(element) ?? '';
const hasRole = (element, role) =>
  role === 'field' || roleOf(element) === role || (role === 'group' && roleOf(element) === 'radiogroup');

function insideOf(root, part) {
  if (part.css) return [...root.querySelectorAll(part.css)];
  if (part.text) {
    const holds = (element) => matches(part, element.textContent, part.text) && isVisibleToScreenReaders(element);
    return [...root.querySelectorAll('*')].filter(
      (element) => holds(element) && !/^(SCRIPT|STYLE)$/.test(element.tagName) && ![...element.children].some(holds),
    );
  }
  return [...root.querySelectorAll(CANDIDATES[part.role] ?? '*')].filter(
    (element) =>
      hasRole(element, part.role) && isVisibleToScreenReaders(element) && matches(part, accessibleText(element), part.name),
  );
}

// One line for each element that has a role and a name, indented by depth among them.
function outline() {
  const lines = [];
  const visit = (element, depth) => {
    if (!isVisibleToScreenReaders(element)) return;
    const role = roleOf(element);
    const told = role && !/^(none|presentation|generic|paragraph|document)$/.test(role);
    if (told) {
      const level = role === 'heading' ? ` ${element.getAttribute('aria-level') ?? element.tagName.slice(1)}` : '';
      const state = element.checked ? ' [checked]' : element.disabled ? ' [disabled]' : '';
      const name = clean(accessibleText(element)).slice(0, 120);
      lines.push(`${'  '.repeat(depth)}${role}${level}${name ? ` "${name}"` : ''}${state}`);
    }
    for (const child of element.children) visit(child, depth + (told ? 1 : 0));
  };
  visit(document.body, 0);
  return lines.join('\n');
}

axe.setup(document.documentElement);
try {
  if (asked === 'outline') return outline();
  let roots = [document];
  for (const part of asked) {
    roots = [...new Set(roots.flatMap((root) => insideOf(root, part)))];
  }
  return roots;
} finally {
  axe.teardown();
}
