// Whom to call for what. The numbers are said once, in assets/locales, `common.ftl`.

export type PhoneKey = 'portal' | 'advisory' | 'technical' | 'card';

/** What a number is for, and the ids of the numbers. */
export const PHONES: Record<PhoneKey, { purpose: string; numbers: string[] }> = {
  portal: { purpose: 'ui-help-phone-portal', numbers: ['college-phone-portal'] },
  advisory: {
    purpose: 'ui-help-phone-advisory',
    numbers: ['college-phone-advisory', 'college-phone-toll-free-advisory'],
  },
  technical: { purpose: 'ui-help-phone-technical', numbers: ['college-phone'] },
  card: { purpose: 'ui-help-phone-card', numbers: ['college-phone-advisory', 'college-phone-toll-free'] },
};

/** The link that dials a North American number (RFC 3966). */
export function telOf(number: string): string {
  const [main = '', extension = ''] = number.split(/ext\.?/i);
  const digits = main.replace(/\D/g, '');
  const country = digits.length === 10 ? '1' : '';
  const inside = extension.replace(/\D/g, '');
  return `tel:+${country}${digits}${inside ? `;ext=${inside}` : ''}`;
}
