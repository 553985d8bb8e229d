// Finding a service or a request by its name, what it is for, its group, or its number: every word that is typed must occur.
import type { RequestSummary, ServiceGroup, Services } from '../host/bindings';
import { folded } from '../kit/search';

/** What of the page has every word that was typed; all of it when nothing was. */
export function found(services: Services, typed: string): Services {
  const words = folded(typed)
    .split(/\s+/)
    .filter((word) => word !== '');
  if (words.length === 0) return services;
  const has = (...texts: (string | null)[]): boolean => {
    const text = folded(texts.filter((one) => one !== null).join(' '));
    return words.every((word) => text.includes(word));
  };
  const ofRequests = (requests: RequestSummary[]): RequestSummary[] =>
    requests.filter(({ title, number, stateName }) => has(title, number, stateName));
  const ofGroup = (group: ServiceGroup): ServiceGroup => ({
    ...group,
    services: group.services.filter(({ name, what }) => has(name, what, group.title)),
  });
  return {
    requests: ofRequests(services.requests),
    earlier: ofRequests(services.earlier),
    groups: services.groups.map(ofGroup).filter(({ services }) => services.length > 0),
  };
}

/** How many requests and services there are. */
export function countOf({ requests, earlier, groups }: Services): number {
  return requests.length + earlier.length + groups.reduce((sum, { services }) => sum + services.length, 0);
}
