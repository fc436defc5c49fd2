import fs from 'node:fs';
import path from 'node:path';

const MODULES = fs.readdirSync('src/modules');

/** Platform's own, named by the migrations that made them. */
const PLATFORM = ['foundation', 'identity'];

/**
 * Tables that a module reads or writes though another owns them, and why. Reading a view that its owner exports as a
 * constant needs no line here: its name never stands in the reader's own text.
 */
const EXCEPTIONS: Readonly<Record<string, string>> = {
  'alert → events': 'all alerts of a recomputation are told in the statement that raises them',
  'alert → outbox': 'as above: events and outbox rows of thousands of changes in one statement',
  'approval → accounts': 'who may sign, and whose stand-in he is, is decided where the tasks are found',
  'approval → districts': 'a flow belongs to all districts or to one that the caller sees',
  'approval → role_grants': 'as accounts: the grants say who may sign',
  'approval → units': 'whose department and head a step asks for',
  'budget → approvals': 'an adjustment of the budget names its latest approval',
  'evaluation → accounts': 'a check needs no role: the rules are those of the district where the account works',
  'goal → approvals': '`expand=approval` shows the latest approval beside the goal',
  'goal → districts': 'a weight template belongs to all districts or to one that the caller sees',
  'monitoring → approvals': 'a report shows at which step of its line it stands, beside its state',
  'monitoring → calendar_days': 'working days late are counted in the statement that computes every deviation',
  'notification → accounts': 'who is told: the people behind a role at a place',
  'notification → role_grants': 'as accounts: the grants say who holds the role',
};

function filesBelow(folder: string): readonly string[] {
  return fs.readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const at = path.join(folder, entry.name);
    if (entry.isDirectory()) return filesBelow(at);
    return at.endsWith('.ts') && !at.endsWith('.spec.ts') ? [at] : [];
  });
}

/** Table or view → the module whose migration creates it. */
function findOwners(): ReadonlyMap<string, string> {
  const owners = new Map<string, string>();
  for (const file of fs.readdirSync('migrations').filter((name) => name.endsWith('.ts'))) {
    const words = file.replace(/\.ts$/, '').split('-');
    const owner =
      MODULES.find((name) => words.includes(name)) ?? (words.some((w) => PLATFORM.includes(w)) && 'platform');
    for (const [, name = ''] of fs
      .readFileSync(path.join('migrations', file), 'utf8')
      .matchAll(/create (?:table|view|sequence) app\.(\w+)/g))
      owners.set(name, owner || `nobody: ${file} names no module`);
  }
  return owners;
}

const withoutComments = (text: string): string => text.replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '');

describe('the tables of a module', () => {
  const owners = findOwners();
  const strange = new Set(
    MODULES.flatMap((module) =>
      filesBelow(path.join('src/modules', module)).flatMap((file) =>
        [...withoutComments(fs.readFileSync(file, 'utf8')).matchAll(/\bapp\.(\w+)/g)]
          .map(([, name = '']) => name)
          .filter((name) => owners.has(name) && owners.get(name) !== module)
          .map((name) => `${module} → ${name}`),
      ),
    ),
  );

  it('have an owner each', () => {
    expect([...owners].filter(([, owner]) => owner.startsWith('nobody'))).toEqual([]);
    expect(owners.size).toBeGreaterThan(40);
    expect([owners.get('goals'), owners.get('goal_v'), owners.get('events')]).toEqual(['goal', 'goal', 'platform']);
  });

  it('are named in the SQL of no other module, besides the exceptions with their reasons', () => {
    expect([...strange].filter((use) => !(use in EXCEPTIONS)).sort()).toEqual([]);
  });
});
