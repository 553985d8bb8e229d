// Links within a page move the reading place without leaving the page.

/** Goes to the heading of this id, and puts the focus on it. */
export function jump(event: MouseEvent, id: string): void {
  event.preventDefault();
  const heading = document.getElementById(id);
  heading?.scrollIntoView({ block: 'start' });
  heading?.focus({ preventScroll: true });
}
