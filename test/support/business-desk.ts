import type { TestApp } from './app.js';
import type { Client } from './client.js';

/** 归口: of the business divisions the one whose grant lies nearest is asked, so this one has each department as well. */
export async function businessOfAll({ world }: TestApp): Promise<Client> {
  const { education, water, finance, foreignSchool } = world.units;
  const paths = ['r', ...[education, water, finance, foreignSchool].map(({ path }) => path)];
  return (await world.hire(paths.map((path) => ({ role: 'FIN_BUSINESS' as const, path })))).client;
}
