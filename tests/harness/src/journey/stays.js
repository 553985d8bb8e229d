// Whether the page stays in the window. `end`: whether what lies in the middle of the window is scrolled to its end. `moved`: what
// moved or must be scrolled sideways, after everything was tried that scrolls; the page is brought back to its beginning.
const root = document.scrollingElement;
// A page in the browser is a document, and scrolls as documents do.
if (!document.getElementById('app')) return arguments[0] === 'end' ? true : [];

function scrollerAt(x, y) {
  for (let one = document.elementFromPoint(x, y); one && one !== root; one = one.parentElement)
    if (/auto|scroll/.test(getComputedStyle(one).overflowY) && one.scrollHeight > one.clientHeight + 1) return one;
  return null;
}

if (arguments[0] === 'end') {
  // Behind a question that is open the wheel turns nothing.
  if (document.querySelector('dialog[open]')) return true;
  const scroller = scrollerAt(innerWidth / 2, innerHeight / 2);
  return scroller === null || scroller.scrollTop + scroller.clientHeight >= scroller.scrollHeight - 2;
}

const wrong = [];
const look = (what) => {
  const at = [scrollX, scrollY, root.scrollLeft, root.scrollTop, document.body.scrollLeft, document.body.scrollTop];
  if (at.some((one) => one !== 0)) wrong.push(`${what}: the document is at ${at}`);
  for (const [x, y] of [[innerWidth / 2, innerHeight / 2], [innerWidth / 2, innerHeight - 4], [4, 4]]) {
    const there = document.elementFromPoint(x, y);
    if (!there || there === document.body || there === root) wrong.push(`${what}: nothing is shown at ${x}, ${y}`);
  }
};
look('the wheel');
if (root.scrollHeight > root.clientHeight) wrong.push(`the document is ${root.scrollHeight} high, the window ${root.clientHeight}`);
for (const one of document.querySelectorAll('*')) {
  const sideways = one.scrollWidth > one.clientWidth + 1 && /auto|scroll/.test(getComputedStyle(one).overflowX);
  if (sideways && !one.matches('input, textarea, select'))
    wrong.push(`${one.tagName.toLowerCase()}.${one.className} is ${one.scrollWidth} wide in ${one.clientWidth}`);
}
const within = document.querySelector('dialog[open]') ?? document.querySelector('main') ?? document.body;
const before = document.activeElement;
const last = [...within.querySelectorAll('a, button, input, summary')].at(-1);
last?.focus();
look('the focus');
const named = [...within.querySelectorAll('[id]')].at(-1);
if (named) location.hash = named.id;
look('a fragment');
[...within.querySelectorAll('.hidden-text')].at(-1)?.scrollIntoView();
scrollTo(0, 100000);
look('a script');
history.replaceState(null, '', location.pathname);
for (const one of document.querySelectorAll('*')) if (one.scrollTop !== 0) one.scrollTop = 0;
root.scrollTop = 0;
if (before instanceof HTMLElement) before.focus({ preventScroll: true });
return wrong;
