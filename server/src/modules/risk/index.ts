// The door of risk: how risky something is, what more is asked for, and that it was brought.

export { askStepUps } from './ask-step-ups.ts';
export { failStepUp, proveStepUp, stepUpOf, takeOpenStepUp } from './prove-step-up.ts';
export type { StepUpToken } from './prove-step-up.ts';
export { payeeMatters, RISK_ACTIONS, RISK_REASONS, riskOf } from './risk-of.ts';
export type { RiskAction, RiskFacts, RiskReason, RiskRules } from './risk-of.ts';
export { insertDecisions as recordDecisions } from './store-decisions.ts';
export { insertLowDecisions as recordLowDecisions } from './store-decisions.ts';
export { selectDecisions as riskDecisions } from './store-decisions.ts';
export { selectRules as riskRulesOn } from './store-rules.ts';
export type { Deed, StepUp, StepUpId } from './step-up.ts';
export { isStepUpGood, useStepUps } from './use-step-ups.ts';
