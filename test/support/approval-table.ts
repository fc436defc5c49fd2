import type { FlowStep, Outcome } from '../../src/modules/approval/domain/flow-definition.js';

/** What the model knows of an account. Two accounts may be one natural person. */
export interface Holder {
  readonly person: string;
  readonly roles: readonly string[];
}

/** A place at the table: who may take it, and what came of it. The n-th seat is the engine's n-th task. */
export interface Seat {
  readonly step: string;
  readonly kind: 'DECIDE' | 'ADVISE';
  readonly added: boolean;
  readonly addedBy: number | null;
  readonly weight: number;
  readonly veto: boolean;
  asked: readonly string[] | { readonly role: string };
  claimedBy: string | null;
  waitsFor: readonly number[];
  state: 'OPEN' | 'WAITING' | 'DONE' | 'CANCELLED';
  vote: Outcome | 'ADVISE' | null;
  voter: string | null;
}

export type Act =
  | { readonly kind: 'submit' }
  | { readonly kind: 'withdraw' }
  | {
      readonly kind: 'decide';
      readonly seat: number;
      readonly who: string;
      readonly outcome: Outcome;
      readonly to: string;
      readonly resume: 'RESTART' | 'HERE';
    }
  | Simple<'advise'>
  | Simple<'remove'>
  | Simple<'claim'>
  | Simple<'unclaim'>
  | HandOn;

interface Simple<K extends string> {
  readonly kind: K;
  readonly seat: number;
  readonly who: string;
}

export interface HandOn {
  readonly kind: 'addSigners' | 'transfer' | 'delegate';
  readonly seat: number;
  readonly who: string;
  readonly whom: string;
  readonly place: 'BEFORE' | 'AFTER' | 'BESIDE';
}

/** Who may be given a seat of a step that opens. */
export interface Place {
  readonly asked: Seat['asked'];
  readonly weight: number;
  readonly veto: boolean;
  readonly isNamed: boolean;
  readonly vacant?: true;
}

/** What the votes at a table amount to; null: nothing yet. */
export function verdictAt(step: FlowStep, seats: readonly Seat[]): Outcome | null {
  const table = seats.filter(({ kind, state }) => kind === 'DECIDE' && state !== 'CANCELLED');
  const own = table.filter(({ added }) => !added);
  const extra = table.filter(({ added }) => added);
  const no = (step.mode === 'VOTE' ? extra : table).find(({ vote }) => vote === 'RETURN' || vote === 'REJECT');
  if (no) return no.vote as Outcome;
  const yes = (seats: readonly Seat[]): number =>
    seats.reduce((sum, s) => sum + (s.vote === 'APPROVE' ? s.weight : 0), 0);
  if (step.mode === 'VOTE') {
    const needed = step.passWeight ?? 1;
    const open = own.reduce((sum, s) => sum + (s.vote === null ? s.weight : 0), 0);
    const vetoed = own.some((s) => s.veto && s.vote !== null && s.vote !== 'APPROVE');
    if (vetoed || yes(own) + open < needed) return step.onFail ?? 'RETURN';
    if (yes(own) < needed || own.some((s) => s.veto && s.vote === null)) return null;
  } else if (step.mode === 'ANY' ? yes(own) === 0 : own.some(({ vote }) => vote === null)) return null;
  return extra.every(({ vote }) => vote === 'APPROVE') ? 'APPROVE' : null;
}

export const blankSeat = (step: string): Seat => ({
  step,
  kind: 'DECIDE',
  added: false,
  addedBy: null,
  weight: 1,
  veto: false,
  asked: [],
  claimedBy: null,
  waitsFor: [],
  state: 'OPEN',
  vote: null,
  voter: null,
});
