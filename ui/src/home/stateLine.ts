// The state of the survey and of the fee as words for Home: a tag, and what stands beside it.
import type { FeeState, SurveyState } from '../host/bindings';
import { t } from '../texts';

export interface Line {
  kind: 'quiet' | 'info' | 'positive' | 'attention';
  state: string;
  details: string[];
  /** Of a receipt: the code, which is copied. */
  code?: string;
}

export function surveyLine(survey: SurveyState): Line {
  switch (survey.state) {
    case 'notAvailable':
      return { kind: 'quiet', state: t('ui-survey-not-available'), details: [] };
    case 'notStarted':
      return { kind: 'quiet', state: t('ui-survey-not-started'), details: [] };
    case 'draft': {
      const { percent, nextSection } = survey;
      const detail = nextSection
        ? t('ui-survey-draft-next', { percent, section: nextSection })
        : t('ui-survey-draft-percent', { percent });
      return { kind: 'info', state: t('ui-survey-draft'), details: [detail] };
    }
    case 'queued':
      return {
        kind: 'attention',
        state: t('ui-survey-queued'),
        details: [t('ui-survey-queued-at', { at: survey.at })],
      };
    case 'needsAttention':
      return { kind: 'attention', state: t('ui-survey-attention'), details: [survey.sentence] };
    case 'filed':
      return {
        kind: 'positive',
        state: t('ui-survey-filed'),
        details: [t('ui-survey-filed-at', { at: survey.at })],
        ...(survey.receipt === '' ? {} : { code: survey.receipt }),
      };
  }
}

export function feeLine(fee: FeeState): Line {
  switch (fee.state) {
    case 'notDue':
      return {
        kind: 'quiet',
        state: t('ui-fee-not-due'),
        details: [t('ui-fee-will-be', { amount: fee.amount })],
      };
    case 'due': {
      const { amount, penalty } = fee;
      const detail = penalty ? t('ui-fee-amount-penalty', { amount, penalty }) : amount;
      return { kind: 'attention', state: t('ui-fee-due'), details: [detail] };
    }
    case 'confirming':
      return { kind: 'info', state: t('ui-fee-confirming'), details: [fee.amount] };
    case 'paid':
      return {
        kind: 'positive',
        state: t('ui-fee-paid'),
        details: [t('ui-fee-paid-by', { amount: fee.amount, at: fee.at, method: fee.method })],
      };
  }
}
