import type { Tx } from '../../platform/database/transactions.js';
import type { Approval } from './approval.store.js';
import type { NewTask } from './approval-task.store.js';
import type { FlowStep } from './domain/flow-definition.js';

/** Tells those who may decide that a task is open, and plans the reminders of its deadline. */
export async function announceTask(_tx: Tx, _approval: Approval, _step: FlowStep, _task: NewTask): Promise<void> {}

/** Tells the submitter how it ended. */
export async function announceOutcome(
  _tx: Tx,
  _approval: Approval,
  _state: string,
  _reason: string | null,
): Promise<void> {}
