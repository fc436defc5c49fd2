import type { TestApp } from './app.js';
import { type Answer, type Client, ifMatch } from './client.js';
import { expectStatus } from './story.js';
import type { PersonName } from './world.js';

/** Where ex-ante assessments are written: sheets are read from the server, and answered alike throughout unless a test says otherwise. */
export class AssessmentDesk {
  constructor(private readonly t: TestApp) {}

  async begin(projectId: string, name: PersonName = 'unit', assessorKind = 'UNIT', over: object = {}): Promise<Answer> {
    return expectStatus(
      201,
      await this.t.world.as(name).post('/project-assessments', { projectId, assessorKind, ...over }),
    );
  }

  /** One answer for every question of the assessment's sheet. */
  async answers(assessment: Answer, mark: string): Promise<{ question: string; mark: string }[]> {
    const sheet = await this.t.world.as('finance').get(`/assessment-sheets/${assessment.body.sheetId}`);
    return sheet.body.definition.dimensions.flatMap(({ questions }: { questions: { code: string }[] }) =>
      questions.map(({ code }) => ({ question: code, mark })),
    );
  }

  async filled(assessment: Answer, writer: Client, over: object = {}, mark = 'GOOD'): Promise<Answer> {
    const answers = await this.answers(assessment, mark);
    const body = { answers, conclusion: 'SUPPORTED', opinion: '立项必要,方案可行', reportedScore: '86.5', ...over };
    return expectStatus(
      200,
      await writer.patch(`/project-assessments/${assessment.body.id}`, body, ifMatch(assessment)),
    );
  }

  async submitted(projectId: string, name: PersonName = 'unit', kind = 'UNIT', over: object = {}): Promise<Answer> {
    const writer = this.t.world.as(name);
    const filled = await this.filled(await this.begin(projectId, name, kind), writer, over);
    return expectStatus(200, await writer.post(`/project-assessments/${filled.body.id}/submit`, {}, ifMatch(filled)));
  }

  /** Written by the unit, made final by the bureau. */
  async final(projectId: string, over: object = {}): Promise<Answer> {
    const submitted = await this.submitted(projectId, 'unit', 'UNIT', over);
    const path = `/project-assessments/${submitted.body.id}/finalize`;
    return expectStatus(200, await this.t.world.as('leader').post(path, {}, ifMatch(submitted)));
  }

  /** What 双流区 requires from now on. */
  async require(over: object = {}): Promise<Answer> {
    const finance = this.t.world.as('finance');
    const districtId = this.t.world.districts.shuangliu.id;
    const read = await finance.get(`/project-assessments/requirement?districtId=${districtId}`);
    const { kinds, attributes, minAmount, passingOutcomes } = read.body;
    const body = { districtId, kinds, attributes, minAmount, passingOutcomes, ...over };
    return expectStatus(200, await finance.put('/project-assessments/requirement', body, ifMatch(read)));
  }
}
