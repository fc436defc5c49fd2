import type { GoalFinding } from '../goal-check.js';

/** 填报人答复: why something that was found stands. An indicator's is kept by its id, whatever place it moves to. */
export interface CheckAnswer {
  readonly code: string;
  readonly pointer: string;
  readonly indicatorId: string | null;
  readonly text: string;
}

export type AnsweredFinding = GoalFinding & { readonly answer: string | null };

/** The field below the indicator: `/indicators/3/name` and `/indicators/4/name` are the same place of a moved indicator. */
const fieldOf = (pointer: string): string => pointer.replace(/^\/indicators\/\d+/, '');

const isAbout = (finding: GoalFinding, { code, pointer, indicatorId }: Omit<CheckAnswer, 'text'>): boolean =>
  finding.code === code &&
  (indicatorId
    ? finding.indicatorId === indicatorId && fieldOf(finding.pointer) === fieldOf(pointer)
    : finding.pointer === pointer);

/** Each finding with what its author has answered; what nobody asks any more is left out. */
export const answered = (
  findings: readonly GoalFinding[],
  answers: readonly CheckAnswer[],
): readonly AnsweredFinding[] =>
  findings.map((finding) => ({ ...finding, answer: answers.find((answer) => isAbout(finding, answer))?.text ?? null }));

/** Answers tied to the findings that they name. An ERROR is mended, not explained; null: nothing to explain there. */
export function tieAnswers(
  findings: readonly GoalFinding[],
  answers: readonly Omit<CheckAnswer, 'indicatorId'>[],
): readonly (CheckAnswer | null)[] {
  return answers.map((answer) => {
    const found = findings.find(({ code, pointer }) => code === answer.code && pointer === answer.pointer);
    return found && found.severity !== 'ERROR' ? { ...answer, indicatorId: found.indicatorId ?? null } : null;
  });
}
