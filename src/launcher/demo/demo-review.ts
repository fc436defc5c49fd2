import type { DemoApi } from './demo-api.js';

/** 审核表, as the performance division fills it in. */
export interface FilledSheet {
  readonly answers: readonly { readonly code: string; readonly grade: string; readonly evidence?: string }[];
  readonly outcome: string;
}

/** The published sheet of goals: every question 优, but 资金匹配性 良 with its evidence. */
export async function fillSheet(reviewer: DemoApi): Promise<FilledSheet> {
  const { body } = await reviewer.get('/review-sheets?code=goal-review&state=PUBLISHED');
  const questions = body.items[0].definition.questions as readonly { readonly code: string }[];
  const answers = questions.map(({ code }) =>
    code === 'funding'
      ? { code, grade: 'GOOD', evidence: '年初预算与全年任务基本匹配,执行中再看(演示)' }
      : { code, grade: 'EXCELLENT' },
  );
  return { answers, outcome: 'ARRANGE' };
}

/** What an approval looks like when it has ended: who signed, and what the sheet came to. */
export interface Signed {
  readonly steps: readonly string[];
  readonly score: string;
  readonly grade: string;
}

export async function readSignatures(reader: DemoApi, goalId: string): Promise<Signed> {
  const { body } = await reader.get(`/approvals?subjectId=${goalId}`);
  const approval = await reader.get(`/approvals/${body.items[0].id}`);
  type Line = {
    act: string;
    round: number;
    stepKey: string;
    review: { computed: { score: string; grade: string } } | null;
  };
  const { trail, round } = approval.body as { readonly trail: readonly Line[]; readonly round: number };
  const { score = '—', grade = '—' } = trail.flatMap(({ review }) => review?.computed ?? []).at(-1) ?? {};
  return {
    steps: trail.filter((line) => line.act === 'APPROVE' && line.round === round).map(({ stepKey }) => stepKey),
    score,
    grade,
  };
}
