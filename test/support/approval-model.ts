import type {
  Assignee,
  FlowDefinition,
  FlowNode,
  FlowStep,
  Outcome,
} from '../../src/modules/approval/domain/flow-definition.js';
import { type Act, blankSeat, type HandOn, type Holder, type Place, type Seat, verdictAt } from './approval-table.js';
import { FlowWalk } from './flow-walk.js';

/**
 * The approval engine once more, written to be obviously right and not to be fast: marks on a tree, changed in place. What
 * it refuses the engine must refuse; what it accepts must lead the engine to the same seats.
 */
export class ApprovalModel {
  state: 'NEW' | 'RUNNING' | 'APPROVED' | 'RETURNED' | 'REJECTED' | 'WITHDRAWN' = 'NEW';
  round = 0;
  readonly seats: Seat[] = [];
  /** Step → what became of it. Absent: not reached, or undone. */
  private marks = new Map<string, 'OPEN' | 'PASSED' | 'SKIPPED'>();
  private acted = false;
  private firstOfRound = 0;
  /** Seats of the sitting that stands for a step. */
  private sittings = new Map<string, number[]>();

  constructor(
    definition: FlowDefinition,
    private readonly holders: ReadonlyMap<string, Holder>,
    private readonly author: string,
    n: number | null,
  ) {
    this.flow = new FlowWalk(definition, n);
  }

  private readonly flow: FlowWalk;

  /** True: accepted, and done. */
  perform(act: Act): boolean {
    if (act.kind === 'submit') return this.submit();
    if (act.kind === 'withdraw') return this.withdraw();
    const seat = this.seats[act.seat];
    if (!seat) return false;
    if (act.kind === 'remove') return this.remove(seat, act.who);
    if (!this.mayAct(seat, act.who)) return false;
    switch (act.kind) {
      case 'decide':
        return this.decide(seat, act);
      case 'advise':
        if (seat.kind !== 'ADVISE') return false;
        return this.vote(seat, act.who, 'ADVISE');
      case 'claim':
        if (this.isNamed(seat) || seat.claimedBy) return false;
        seat.claimedBy = act.who;
        return true;
      case 'unclaim':
        if (!seat.claimedBy) return false;
        seat.claimedBy = null;
        return true;
      default:
        return this.handOn(seat, act);
    }
  }

  private submit(): boolean {
    if (!['NEW', 'RETURNED', 'WITHDRAWN'].includes(this.state)) return false;
    if (this.nobodyAt()) return false;
    this.state = 'RUNNING';
    this.round += 1;
    this.acted = false;
    this.firstOfRound = this.seats.length;
    this.proceed();
    return true;
  }

  /** A step on the way that would have nobody: such a thing is not sent off. */
  private nobodyAt(): boolean {
    return this.flow.way(this.flow.definition.steps).some((step) => {
      const seating = this.seatingOf(step);
      return seating !== 'SELF' && seating.some(({ vacant }) => vacant);
    });
  }

  private withdraw(): boolean {
    if (this.state !== 'RUNNING' || this.acted) return false;
    for (const [step, mark] of [...this.marks]) {
      const began = this.sittings.get(step)?.[0] ?? -1;
      if (
        mark === 'OPEN' ||
        (mark === 'SKIPPED' && this.skippedIn.get(step) === this.round) ||
        began >= this.firstOfRound
      )
        this.undo(step);
    }
    this.state = 'WITHDRAWN';
    return true;
  }

  private readonly skippedIn = new Map<string, number>();

  private decide(seat: Seat, act: Extract<Act, { kind: 'decide' }>): boolean {
    if (seat.kind !== 'DECIDE') return false;
    // A vote against that turns the count sends back to the beginning: only a return says where to and how.
    if (act.outcome !== 'RETURN') return this.vote(seat, act.who, act.outcome);
    const target = this.targetOf(seat.step, act.to);
    return target === null ? false : this.vote(seat, act.who, act.outcome, target, act.resume);
  }

  private vote(seat: Seat, who: string, vote: Outcome | 'ADVISE', to = 'INITIATOR', resume = 'RESTART'): boolean {
    this.acted = true;
    Object.assign(seat, { state: 'DONE', vote, voter: this.personOf(who) });
    this.wake();
    const step = this.flow.stepOf(seat.step);
    const verdict = verdictAt(step, this.table(step.key));
    if (verdict === 'APPROVE') this.close(seat.step, 'PASSED');
    if (verdict === 'RETURN') this.giveBack(seat.step, to, resume);
    if (verdict === 'REJECT') this.end('REJECTED');
    if (this.state === 'RUNNING') this.proceed();
    return true;
  }

  /** Back to the author, or to a step: what follows it is undone (RESTART), or only waits for it (HERE). */
  private giveBack(from: string, to: string, resume: string): void {
    if (to === 'INITIATOR') {
      this.end('RETURNED');
      if (resume === 'RESTART') for (const step of [...this.marks.keys()]) this.undo(step);
      return;
    }
    this.undo(from);
    this.undo(to);
    for (const step of this.flow.after(this.flow.definition.steps, to) ?? []) {
      if (resume === 'RESTART' || this.marks.get(step) === 'OPEN') this.undo(step);
    }
  }

  private handOn(seat: Seat, act: HandOn): boolean {
    if (act.kind !== 'transfer' && seat.kind !== 'DECIDE') return false;
    if (this.barred(seat.step).has(this.personOf(act.whom))) return false;
    const self = this.seats.indexOf(seat);
    if (act.kind === 'transfer') {
      Object.assign(seat, { asked: [act.whom], claimedBy: null });
      this.named.add(self);
      return true;
    }
    const kind = act.kind === 'delegate' ? 'ADVISE' : 'DECIDE';
    const isAfter = act.kind === 'addSigners' && act.place === 'AFTER';
    const fresh = this.addSeat(seat.step, {
      kind,
      added: act.kind === 'addSigners',
      addedBy: self,
      asked: [act.whom],
      ...(isAfter ? { state: 'WAITING' as const, waitsFor: [self] } : {}),
    });
    this.named.add(fresh);
    if (act.kind === 'delegate' || act.place === 'BEFORE')
      Object.assign(seat, { state: 'WAITING', waitsFor: [...seat.waitsFor, fresh] });
    return true;
  }

  private readonly named = new Set<number>();

  private remove(seat: Seat, who: string): boolean {
    const adder = seat.addedBy === null ? undefined : this.seats[seat.addedBy];
    if (this.state !== 'RUNNING' || !adder || (seat.state !== 'OPEN' && seat.state !== 'WAITING')) return false;
    if (!this.isAsked(adder, who) && adder.voter !== this.personOf(who)) return false;
    seat.state = 'CANCELLED';
    this.wake();
    const verdict = verdictAt(this.flow.stepOf(seat.step), this.table(seat.step));
    if (verdict === 'APPROVE') this.close(seat.step, 'PASSED');
    this.proceed();
    return true;
  }

  private mayAct(seat: Seat, who: string): boolean {
    if (this.state !== 'RUNNING' || seat.state !== 'OPEN' || !this.isAsked(seat, who)) return false;
    if (seat.claimedBy && seat.claimedBy !== who) return false;
    return !this.barred(seat.step).has(this.personOf(who));
  }

  private isAsked(seat: Seat, who: string): boolean {
    if (!('role' in seat.asked)) return seat.asked.includes(who);
    return this.holders.get(who)?.roles.includes(seat.asked.role) ?? false;
  }

  private isNamed(seat: Seat): boolean {
    return this.named.has(this.seats.indexOf(seat));
  }

  /** The author, and whoever has had a say at another step that still stands. */
  private barred(step: string): ReadonlySet<string> {
    const barred = new Set([this.personOf(this.author)]);
    if (!this.flow.definition.distinctReviewers) return barred;
    for (const [other, mark] of this.marks) {
      if (other === step || mark === 'SKIPPED') continue;
      for (const { voter } of this.table(other)) if (voter) barred.add(voter);
    }
    return barred;
  }

  /** Opens whatever comes next; nothing next is the end. */
  private proceed(): void {
    if (this.walk(this.flow.definition.steps)) this.end('APPROVED');
  }

  /** True: everything in the list is behind us. */
  private walk(nodes: readonly FlowNode[]): boolean {
    for (const node of nodes) {
      if (node.kind === 'FORK') {
        const ends = this.flow.taken(node).map(({ steps }) => this.walk(steps));
        if (ends.includes(false)) return false;
        continue;
      }
      const mark = this.marks.get(node.key);
      if (mark === 'PASSED' || mark === 'SKIPPED' || this.flow.truth(node.when) === false) continue;
      if (mark === 'OPEN') return false;
      if (!this.open(node)) return false;
    }
    return true;
  }

  /** True: nobody needs to decide it. */
  private open(step: FlowStep): boolean {
    const seating = this.seatingOf(step);
    this.sittings.set(step.key, []);
    if (seating === 'SELF') {
      this.marks.set(step.key, 'SKIPPED');
      this.skippedIn.set(step.key, this.round);
      return true;
    }
    this.marks.set(step.key, 'OPEN');
    let before: number | null = null;
    for (const { asked, weight, veto, isNamed } of seating) {
      const waits: { state: 'WAITING'; waitsFor: number[] } | object =
        step.mode === 'SEQUENTIAL' && before !== null ? { state: 'WAITING', waitsFor: [before] } : {};
      before = this.addSeat(step.key, { asked, weight, veto, ...waits });
      if (isNamed) this.named.add(before);
    }
    return false;
  }

  private seatingOf(step: FlowStep): 'SELF' | readonly Place[] {
    const pools = step.assignees.map((rule) => ({ rule, pool: this.pool(rule) }));
    const isSelf = pools.some(({ pool }) => pool.some((name) => this.personOf(name) === this.personOf(this.author)));
    if (isSelf && step.selfApproval === 'SKIP') return 'SELF';
    const barred = this.barred(step.key);
    const able = (names: readonly string[]): readonly string[] => names.filter((n) => !barred.has(this.personOf(n)));
    const whole = step.passWeight ?? 1;
    const single = (names: readonly string[], weight: number): Place => ({
      asked: names,
      weight,
      veto: false,
      isNamed: names.length === 1,
    });
    const usual = (): readonly Place[] => {
      if (step.mode === 'ANY') {
        return pools.flatMap(({ rule, pool }): readonly Place[] => {
          if (able(pool).length === 0) return [];
          return rule.by === 'ROLE'
            ? [{ asked: { role: rule.role ?? '' }, weight: 1, veto: false, isNamed: false }]
            : [single(able(pool), 1)];
        });
      }
      const met = new Set<string>();
      const seats = pools.flatMap(({ rule, pool }) =>
        able(pool).flatMap((name) => {
          if (met.has(this.personOf(name))) return [];
          met.add(this.personOf(name));
          return [{ asked: [name], weight: rule.weight ?? 1, veto: rule.veto ?? false, isNamed: true }];
        }),
      );
      const enough = step.mode !== 'VOTE' || seats.reduce((sum, { weight }) => sum + weight, 0) >= whole;
      return enough ? seats : [];
    };
    const seats = isSelf && step.selfApproval === 'SUPERIOR' ? [] : usual();
    if (seats.length > 0) return seats;
    const superior = step.superior ? able(this.pool(step.superior)) : [];
    if (superior.length > 0) return [single(superior, whole)];
    return [
      { asked: { role: step.assignees[0]?.role ?? '' }, weight: whole, veto: false, isNamed: false, vacant: true },
    ];
  }

  private pool(rule: Assignee): readonly string[] {
    if (rule.by === 'ACCOUNTS') return [...(rule.accountIds ?? [])];
    return [...this.holders].filter(([, { roles }]) => roles.includes(rule.role ?? '')).map(([name]) => name);
  }

  private addSeat(step: string, given: Partial<Seat> & Pick<Seat, 'asked'>): number {
    const seat: Seat = { ...blankSeat(step), ...given };
    this.seats.push(seat);
    this.sittings.get(step)?.push(this.seats.length - 1);
    return this.seats.length - 1;
  }

  /** 或签: one yes makes the other desks superfluous. Then whoever waited for the decided or the gone goes on. */
  private wake(): void {
    for (const [key, mark] of this.marks) {
      if (mark !== 'OPEN' || this.flow.stepOf(key).mode !== 'ANY') continue;
      const own = this.table(key).filter(({ added }) => !added);
      if (own.some(({ kind, vote }) => kind === 'DECIDE' && vote === 'APPROVE'))
        for (const seat of own) if (seat.state === 'OPEN' || seat.state === 'WAITING') seat.state = 'CANCELLED';
    }
    for (const seat of this.seats) {
      const waits = seat.waitsFor.some((n) => ['OPEN', 'WAITING'].includes(this.seats[n]?.state ?? ''));
      if (seat.state === 'WAITING' && !waits) seat.state = 'OPEN';
    }
  }

  private close(step: string, mark: 'PASSED'): void {
    this.clear(step);
    this.marks.set(step, mark);
  }

  private undo(step: string): void {
    this.clear(step);
    this.marks.delete(step);
    this.sittings.delete(step);
  }

  private clear(step: string): void {
    for (const seat of this.table(step))
      if (seat.state === 'OPEN' || seat.state === 'WAITING') seat.state = 'CANCELLED';
  }

  private end(state: 'APPROVED' | 'RETURNED' | 'REJECTED'): void {
    for (const [step, mark] of [...this.marks]) if (mark === 'OPEN') this.undo(step);
    this.state = state;
  }

  private table(step: string): readonly Seat[] {
    return (this.sittings.get(step) ?? []).map((n) => this.seats[n] as Seat);
  }

  /** A step that has been passed and lies before; the nearest of them for PREVIOUS. */
  private targetOf(from: string, to: string): string | null {
    if (to === 'INITIATOR') return to;
    const before = this.flow
      .all(this.flow.definition.steps)
      .filter(
        (key) => this.marks.get(key) === 'PASSED' && this.flow.after(this.flow.definition.steps, key)?.includes(from),
      );
    return (to === 'PREVIOUS' ? before.at(-1) : before.find((key) => key === to)) ?? null;
  }

  private personOf(name: string): string {
    return this.holders.get(name)?.person ?? name;
  }
}
