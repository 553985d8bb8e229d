// The state of the survey and of the fee as words for Home: a tag, and a line beside it.
import type { FeeState, SurveyState } from '../host/bindings';
import { t } from '../texts';

export interface Line {
  kind: 'quiet' | 'info' | 'positive' | 'attention';
  state: string;
  detail: string | null;
}

export function surveyLine(survey: SurveyState): Line {
  switch (survey.state) {
    case 'notAvailable':
      return { kind: 'quiet', state: t('ui-survey-not-available'), detail: null };
    case 'notStarted':
      return { kind: 'quiet', state: t('ui-survey-not-started'), detail: null };
    case 'draft': {
      const { percent, nextSection } = survey;
      const detail = nextSection
        ? t('ui-survey-draft-next', { percent, section: nextSection })
        : t('ui-survey-draft-percent', { percent });
      return { kind: 'info', state: t('ui-survey-draft'), detail };
    }
    case 'queued':
      return { kind: 'attention', state: t('ui-survey-queued'), detail: t('ui-survey-queued-at', { at: survey.at }) };
    case 'needsAttention':
      return { kind: 'attention', state: t('ui-survey-attention'), detail: survey.sentence };
    case 'filed':
      return { kind: 'positive', state: t('ui-survey-filed'), detail: t('ui-survey-filed-at', { at: survey.at, receipt: survey.receipt }) };
  }
}

export function feeLine(fee: FeeState): Line {
  switch (fee.state) {
    case 'notDue':
      return { kind: 'quiet', state: t('ui-fee-not-due'), detail: t('ui-fee-will-be', { amount: fee.amount }) };
    case 'due': {
      const { amount, penalty } = fee;
      const detail = penalty ? t('ui-fee-amount-penalty', { amount, penalty }) : amount;
      return { kind: 'attention', state: t('ui-fee-due'), detail };
    }
    case 'confirming':
      return { kind: 'info', state: t('ui-fee-confirming'), detail: fee.amount };
    case 'paid':
      return {
        kind: 'positive',
        state: t('ui-fee-paid'),
        detail: t('ui-fee-paid-by', { amount: fee.amount, at: fee.at, method: fee.method }),
      };
  }
}
