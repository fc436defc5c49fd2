import { httpErrors } from '../http/http.errors.js';

/**
 * One at a time per key. A hundred guesses at once would all pass the lock's check before the first failure is counted;
 * behind the turnstile the sixth sees the five before it.
 */
export class Turnstile {
  private readonly tails = new Map<string, Promise<unknown>>();
  private passing = 0;

  constructor(private readonly maxWaiting: number) {}

  async pass<T>(key: string, work: () => Promise<T>): Promise<T> {
    if (this.passing >= this.maxWaiting) throw httpErrors.busy();
    const turn = (this.tails.get(key) ?? Promise.resolve()).then(work);
    const tail = turn.catch(() => undefined);
    this.tails.set(key, tail);
    this.passing += 1;
    try {
      return await turn;
    } finally {
      this.passing -= 1;
      if (this.tails.get(key) === tail) this.tails.delete(key);
    }
  }
}
