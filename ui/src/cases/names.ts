// What a request is called by: `resign/1` is of the service `resign`.

/** The service that a request asks for. */
export function serviceOf(name: string): string {
  return name.slice(0, name.indexOf('/'));
}
