/** What the API reference says about the whole, and about each group of operations. */
export const DESCRIPTION = `预算绩效管理后台的接口：绩效目标、分级审批、预算执行、运行监控、偏差预警与绩效自评。

The API of a government budget performance backend: goals, approval, budget execution, monitoring, alerts, self-evaluation.

- **登录 / sign in**: \`POST /api/v1/auth/login\`,之后 \`Authorization: Bearer <accessToken>\`;系统对接用 API 密钥 / integrations use API keys.
- **金额 / money**: 十进制文本，单位元 / decimal text in yuan, such as \`"2074538.00"\`.
- **列表 / tables**: \`page\`、\`pageSize\`,深翻页用 \`after\` / any depth with \`after\`; 筛选 / filters: \`amount[gte]=…\`, \`name[contains]=…\`.
- **并发 / locking**: 读取所得的 \`ETag\` 放入 \`If-Match\`;缺少 428,过期 412 / absent 428, stale 412.
- **幂等 / idempotency**: 每个 POST 接受 \`Idempotency-Key\` / every POST accepts one.
- **错误 / errors**: \`application/problem+json\`,代码见 / codes in [/errors](/errors).`;

export const TAGS: Readonly<Record<string, string>> = {
  identity: '登录、账号、授权、服务账号 / sign-in, accounts, grants, service accounts',
  auth: '登录与会话 / sign-in and sessions',
  accounts: '账号 / accounts',
  roles: '角色与授权 / roles and grants',
  'role-grants': '角色授权 / role grants',
  'service-accounts': '服务账号与 API 密钥 / service accounts and API keys',
  organization: '区划、单位、部门职责、预算年度、工作日 / districts, units, duties, fiscal years, working days',
  notifications: '消息与提醒 / notifications and reminders',
  notification: '消息与提醒 / notifications and reminders',
  approval: '审批流、审批任务 / approval flows and tasks',
  approvals: '审批流、审批任务 / approval flows and tasks',
  budget: '项目、事前绩效评估、预算、调剂、支付 / projects, ex-ante assessments, budgets, adjustments, payments',
  goal: '绩效目标与指标 / performance goals and indicators',
  goals: '绩效目标与指标、战略目标与对应 / performance goals and indicators, objectives and alignment',
  'indicator-library': '指标库、指标体系、度量单位、权重模板 / indicator library, frames, units, weight templates',
  monitoring: '运行监控 / monitoring',
  alert: '预警与整改 / alerts and corrective actions',
  alerts: '预警与整改 / alerts and corrective actions',
  evaluation: '自评与评价 / self-evaluation and evaluation',
  evaluations: '自评与评价 / self-evaluation and evaluation',
  result: '结果应用 / use of results',
  results: '结果应用 / use of results',
  survey: '满意度调查 / satisfaction surveys',
  surveys: '满意度调查 / satisfaction surveys',
  coordination: '协调机制 / coordination',
  capacity: '培训与人才 / training and talents',
  overview: '总览:逐级汇总与实时推送 / roll-ups from district to project, and their live feed',
  exchange: '导入、导出、推送 / imports, exports, webhooks',
  imports: '导入 / imports',
  exports: '导出 / exports',
  webhooks: '推送 / webhooks',
  operations: '长任务 / long operations',
  events: '事件流 / the event feed',
  files: '附件 / files',
  audit: '审计 / the audit trail',
  jobs: '定时任务与队列 / scheduled jobs and queues',
  ops: '运维核对 / operational checks',
  lifecycles: '状态图 / state diagrams',
  health: '健康检查 / health',
};
