import { Injectable } from '@nestjs/common';
import type { Call } from '../../platform/database/call.js';

/** Runs a statement in the recomputing transaction, as app_worker. */
export type Execute = <R>(call: Call<R>) => Promise<R>;

/** Which projects a statement is about: a list, or a range of ids, both ends included. */
export type ProjectSelection =
  | { readonly ids: readonly string[] }
  | { readonly firstId: string; readonly lastId: string };

/** The progress of these projects at one month-end has just been computed. */
export interface RecomputedProgress {
  readonly fiscalYear: number;
  readonly month: number;
  /** The database clock's today, `YYYY-MM-DD`. */
  readonly today: string;
  readonly projects: ProjectSelection;
}

/** A module to the right that draws its consequences in the same transaction, set-based. */
export interface ProgressFollower {
  readonly name: string;
  /** Answers what it did, by counts that are added up over a run. */
  follow(execute: Execute, progress: RecomputedProgress): Promise<Readonly<Record<string, number>>>;
}

/** Who follows the progress of projects. Monitoring knows none of them. */
@Injectable()
export class ProgressFollowers {
  private readonly followers = new Map<string, ProgressFollower>();

  register(follower: ProgressFollower): void {
    if (this.followers.has(follower.name)) throw new Error(`progress is followed twice by ${follower.name}`);
    this.followers.set(follower.name, follower);
  }

  async follow(execute: Execute, progress: RecomputedProgress): Promise<readonly Readonly<Record<string, number>>[]> {
    const counts: Readonly<Record<string, number>>[] = [];
    for (const follower of this.followers.values()) counts.push(await follower.follow(execute, progress));
    return counts;
  }
}
