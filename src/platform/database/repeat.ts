/** PostgreSQL gave up this transaction so that another could go on: the same work again will do. */
const REPEATABLE = new Set(['40001', '40P01']);

/** Repeats a whole transaction that lost against another, after a pause that grows. `work` begins anew each time. */
export async function repeated<T>(work: () => Promise<T>, attempts = 5): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      if (attempt >= attempts || !REPEATABLE.has(sqlState(error))) throw error;
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 10 * 2 ** attempt));
    }
  }
}

export function sqlState(error: unknown): string {
  const { code, driverError } = error as { code?: string; driverError?: { code?: string } };
  return driverError?.code ?? code ?? '';
}
