import type { GradeCounts, LightCounts, OverviewEntry } from './overview.dto.js';

/** What the page says, in one language. */
export interface OverviewWords {
  readonly language: string;
  readonly title: string;
  readonly about: string;
  readonly username: string;
  readonly password: string;
  readonly signIn: string;
  readonly failed: string;
  readonly needsScript: string;
  readonly yourPlaces: string;
  readonly up: string;
  readonly year: string;
  readonly until: string;
  readonly month: (month: number) => string;
  readonly asOf: (year: number, month: number) => string;
  readonly live: string;
  readonly below: string;
  readonly name: string;
  readonly projects: string;
  readonly budget: string;
  readonly yuan: string;
  readonly rates: string;
  readonly executionRate: string;
  readonly achievement: string;
  readonly planned: string;
  readonly lags: (execution: number, goal: number) => string;
  readonly mismatches: string;
  readonly openAlerts: string;
  readonly serious: string;
  readonly graded: string;
  readonly lights: string;
  readonly kinds: Readonly<Record<OverviewEntry['kind'], string>>;
  readonly lightNames: readonly (readonly [keyof LightCounts, string])[];
  readonly grades: readonly (readonly [keyof GradeCounts, string])[];
}

const ZH: OverviewWords = {
  language: '中文',
  title: '绩效总览',
  about: '预算执行、目标完成、亮灯、预警与自评等级,从区划到部门、单位、项目逐级汇总。',
  username: '用户名',
  password: '密码',
  signIn: '登录',
  failed: '暂时无法读取,请稍后重试',
  needsScript: '登录需要 JavaScript;数据接口见 /docs。',
  yourPlaces: '您的数据范围',
  up: '上一级',
  year: '年度',
  until: '截至',
  month: (month) => `${month}月`,
  asOf: (year, month) => `${year}年1–${month}月`,
  live: '数据变化时自动更新',
  below: '下一级',
  name: '名称',
  projects: '项目数',
  budget: '调整后预算(元)',
  yuan: '元',
  rates: '预算执行率与目标完成率',
  executionRate: '预算执行率',
  achievement: '目标完成率',
  planned: '计划',
  lags: (execution, goal) => `执行滞后 ${execution} · 目标滞后 ${goal}`,
  mismatches: '不匹配',
  openAlerts: '未解除预警',
  serious: '严重及以上',
  graded: '已办结自评',
  lights: '亮灯',
  kinds: { DISTRICT: '区划', DEPARTMENT: '主管部门', UNIT: '单位', PROJECT: '项目' },
  lightNames: [
    ['RED', '红'],
    ['ORANGE', '橙'],
    ['YELLOW', '黄'],
    ['GREY', '灰'],
    ['BLUE', '蓝'],
    ['GREEN', '绿'],
    ['NONE', '无灯'],
  ],
  grades: [
    ['EXCELLENT', '优'],
    ['GOOD', '良'],
    ['FAIR', '中'],
    ['POOR', '差'],
    ['OTHER', '其他'],
  ],
};

const EN: OverviewWords = {
  language: 'English',
  title: 'Performance overview',
  about:
    'Budget execution, achievement, lights, alerts and grades, added up from project to unit, department and district.',
  username: 'User name',
  password: 'Password',
  signIn: 'Sign in',
  failed: 'Not available at the moment; try again shortly',
  needsScript: 'Signing in needs JavaScript; the API is described at /docs.',
  yourPlaces: 'Your places',
  up: 'One level up',
  year: 'Year',
  until: 'Up to',
  month: (month) =>
    ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'][month - 1] ?? String(month),
  asOf: (year, month) => `Jan–${EN.month(month)} ${year}`,
  live: 'follows changes by itself',
  below: 'One level below',
  name: 'Name',
  projects: 'Projects',
  budget: 'Adjusted budget (yuan)',
  yuan: 'yuan',
  rates: 'Execution and achievement',
  executionRate: 'Execution',
  achievement: 'Achievement',
  planned: 'planned',
  lags: (execution, goal) => `lagging: money ${execution}, results ${goal}`,
  mismatches: 'mismatches',
  openAlerts: 'Open alerts',
  serious: 'serious or worse',
  graded: 'Final self-evaluations',
  lights: 'Lights',
  kinds: { DISTRICT: 'District', DEPARTMENT: 'Department', UNIT: 'Unit', PROJECT: 'Project' },
  lightNames: [
    ['RED', 'red'],
    ['ORANGE', 'orange'],
    ['YELLOW', 'yellow'],
    ['GREY', 'grey'],
    ['BLUE', 'blue'],
    ['GREEN', 'green'],
    ['NONE', 'no light'],
  ],
  grades: [
    ['EXCELLENT', 'excellent'],
    ['GOOD', 'good'],
    ['FAIR', 'fair'],
    ['POOR', 'poor'],
    ['OTHER', 'other'],
  ],
};

export const WORDS = { zh: ZH, en: EN } as const;

/** The same in the style sheet. */
export const LIGHT_COLOURS: Readonly<Record<keyof LightCounts, string>> = {
  RED: '#d64045',
  ORANGE: '#e8833a',
  YELLOW: '#e3b72f',
  GREY: '#9aa5b1',
  BLUE: '#3b7dd8',
  GREEN: '#1fa37a',
  NONE: '#d5dbe2',
};
