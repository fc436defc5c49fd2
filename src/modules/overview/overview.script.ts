import { LIGHT_COLOURS } from './overview.words.js';

/**
 * Signs in, shows what the server has drawn, and shows it anew when the stream tells of a change. Tokens live in this
 * closure: closing the page forgets them.
 */
export const PAGE_JS = `(() => {
const page = document.getElementById('overview');
const form = document.getElementById('sign-in');
const figures = document.getElementById('figures');
const trouble = document.getElementById('trouble');
const language = page.dataset.language;
let tokens = null;
let place = {};
let lastEventId = null;
let waiting = null;

const post = (path, body) => fetch('/api/v1/auth/' + path, {
  method: 'POST', headers: { 'content-type': 'application/json', 'accept-language': language }, body: JSON.stringify(body),
});
async function keep(answer) {
  const body = await answer.json();
  if (!answer.ok) throw new Error(body.detail || page.dataset.failed);
  tokens = body;
}
async function ask(path, headers) {
  const get = () => fetch(path, { headers: { ...headers, 'accept-language': language, authorization: 'Bearer ' + tokens.accessToken } });
  const answer = await get();
  if (answer.status !== 401) return answer;
  await keep(await post('refresh', { refreshToken: tokens.refreshToken }));
  return get();
}
async function show() {
  const query = new URLSearchParams(Object.entries({ lang: language, ...place }).filter(([, value]) => value));
  const answer = await ask('/overview/figures?' + query);
  if (!answer.ok) throw new Error((await answer.json()).detail || page.dataset.failed);
  figures.innerHTML = await answer.text();
  form.hidden = true;
  trouble.textContent = '';
}
const tell = (error) => {
  form.hidden = false;
  trouble.textContent = error.message;
};
function showSoon() {
  clearTimeout(waiting);
  waiting = setTimeout(() => show().catch(tell), 400);
}
async function follow() {
  for (;;) {
    try {
      const answer = await ask('/api/v1/overview/stream', { accept: 'text/event-stream', ...(lastEventId && { 'last-event-id': lastEventId }) });
      if (answer.status === 401 || answer.status === 403) return;
      const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
      for (let rest = ''; ; ) {
        const { done, value } = await reader.read();
        if (done) break;
        const events = (rest + value).split('\\n\\n');
        rest = events.pop();
        for (const event of events) {
          lastEventId = (/^id: (.*)$/m.exec(event) || [])[1] || lastEventId;
          if (/^event: changed$/m.test(event)) showSoon();
        }
      }
    } catch {}
    await new Promise((resolve) => setTimeout(resolve, 3000));
  }
}
form.addEventListener('submit', async (event) => {
  event.preventDefault();
  trouble.textContent = '';
  try {
    await keep(await post('login', { username: form.username.value, password: form.password.value }));
    form.password.value = '';
    await show();
    void follow();
  } catch (error) {
    tell(error);
  }
});
figures.addEventListener('click', (event) => {
  const button = event.target.closest('[data-node]');
  if (!button) return;
  place = { ...place, nodeId: button.dataset.node };
  show().catch(tell);
});
figures.addEventListener('change', (event) => {
  const { here } = event.target.closest('.pick').dataset;
  place = { ...place, nodeId: here, [event.target.name]: event.target.value };
  show().catch(tell);
});
})();
`;

export const PAGE_CSS = `
.slim { padding: 1.75rem 0 .5rem; }
#sign-in { display: flex; flex-wrap: wrap; gap: 1rem; align-items: end; margin: 1rem 0; }
#sign-in[hidden] { display: none; }
#sign-in label, .pick label { display: grid; gap: .2rem; color: var(--soft); font-size: .88rem; }
.pick label { display: inline-flex; align-items: center; gap: .4rem; }
#sign-in input, .pick select { font: inherit; color: var(--ink); background: var(--paper); border: 1px solid var(--line); border-radius: 9px; padding: .4rem .7rem; }
#overview button { font: inherit; border: 1px solid var(--brand); background: var(--brand); color: var(--card); border-radius: 9px; padding: .42rem 1.1rem; cursor: pointer; }
#overview button.quiet { background: none; color: var(--brand); border-color: var(--line); padding: .2rem .8rem; }
#overview button.name { background: none; border: 0; padding: 0; color: var(--brand); text-align: left; }
#trouble { color: var(--bad); flex: 1 1 100%; margin: 0; }
#trouble:empty { display: none; }
.place { display: flex; flex-wrap: wrap; align-items: center; gap: .6rem 1rem; margin-bottom: 1rem; }
.place h2 { margin: 0; font-size: 1.5rem; }
.pick { display: inline-flex; gap: 1rem; margin-left: auto; }
#figures section { padding: .75rem 0; }
.tiles { display: grid; gap: .8rem; grid-template-columns: repeat(auto-fit, minmax(11rem, 1fr)); list-style: none; margin: 0; padding: 0; }
.tile b { display: block; font-size: 1.8rem; line-height: 1.3; font-variant-numeric: tabular-nums; }
.tile span { margin: 0; }
.tile small, .small { color: var(--soft); font-size: .82rem; }
.lights { display: flex; flex-wrap: wrap; gap: .4rem 1.2rem; list-style: none; padding: 0; margin: 1rem 0 0; color: var(--soft); }
.lights b { color: var(--ink); }
.light { display: inline-block; width: .75em; height: .75em; border-radius: 50%; margin-right: .35em; }
${Object.entries(LIGHT_COLOURS)
  .map(([light, colour]) => `.light.${light.toLowerCase()} { background: ${colour}; }`)
  .join('\n')}
.charts { display: grid; gap: 1rem; grid-template-columns: repeat(auto-fit, minmax(min(100%, 26rem), 1fr)); }
figure { margin: 0; }
figcaption { font-weight: 600; margin-bottom: .5rem; }
figure img { width: 100%; height: auto; display: block; }
.scroll { overflow-x: auto; background: var(--card); border: 1px solid var(--line); border-radius: 14px; }
.scroll table { width: 100%; border-collapse: collapse; font-variant-numeric: tabular-nums; }
.scroll th, .scroll td { padding: .55rem .9rem; text-align: right; border-top: 1px solid var(--line); white-space: nowrap; }
.scroll thead th { border-top: 0; color: var(--soft); font-weight: 500; font-size: .82rem; }
.scroll th:first-child { text-align: left; font-weight: 500; white-space: normal; min-width: 12rem; }
.scroll th small { display: block; color: var(--soft); font-weight: 400; }
`;
