// Release: cut a candidate, sign it, publish it, under the same policy as on the command line.

import { h, fill, say, count, unique, icon, download, set } from './dom.js';
import * as api from './api.js';
import { changesView, problem } from './panels.js';
import { stateChip } from './list.js';
import { sentence } from './form.js';

const short = (digest) => (digest ? `${digest.slice(0, 12)}…` : '');

export class Release {
  /** `save()` writes what is typed first; `heard()` is called when something was released. */
  constructor({ workspace, doc, save, changed, tell, toReview }) {
    Object.assign(this, { workspace, doc, save, changed, tell, toReview });
    this.where = h('section', { class: 'step', 'aria-labelledby': 'release-where' });
    this.since = h('div', {});
    this.cutting = h('section', { class: 'step', 'aria-labelledby': 'release-cut' });
    this.signing = h('section', { class: 'step', 'aria-labelledby': 'release-sign' });
    this.publishing = h('section', { class: 'step', 'aria-labelledby': 'release-publish' });
    this.root = h('div', { class: 'release' }, this.where, this.cutting, this.signing, this.publishing);
    this.build();
  }

  build() {
    this.state = h('div', {});
    fill(this.where, h('h2', { id: 'release-where' }, 'Where the sheet stands'), this.state,
      h('details', {}, h('summary', {}, 'What changed since the last release'), this.since));
    this.cutState = h('div', {});
    this.cutWrong = h('div', { role: 'alert' });
    this.cutButton = h('button', { type: 'button', id: 'cut', on: { click: () => this.cut() } }, 'Cut a candidate');
    fill(this.cutting, h('h2', { id: 'release-cut' }, '1. Cut a candidate'),
      h('p', { class: 'help' }, 'A candidate is the sheet as it would be published, frozen for reading and signing: its PDFs, the dossier, and every text it was made from.'),
      this.cutState, this.cutWrong, this.cutButton);
    this.policy = h('div', {});
    fill(this.signing, h('h2', { id: 'release-sign' }, '2. Sign it'), this.policy);
    this.signForm = this.keyForm('sign', 'Sign', true, (body) => this.sign(body));
    this.signing.append(this.signForm.root);
    this.published = h('div', {});
    fill(this.publishing, h('h2', { id: 'release-publish' }, '3. Publish it'),
      h('p', { class: 'help' }, 'The candidate is made again from what was stored and compared byte for byte; then it gets its version, date and check code. The publisher’s key signs it.'));
    this.publishForm = this.keyForm('publish', 'Publish', false, (body) => this.publish(body));
    this.publishing.append(this.publishForm.root, this.published);
  }

  /** The fields of a key: a file on this machine with its passphrase, or the ssh-agent. */
  keyForm(what, label, reasoned, act) {
    const id = unique(what);
    const key = h('input', { id: `${id}-key`, autocomplete: 'off', spellcheck: 'false', autocapitalize: 'off', 'aria-describedby': `${id}-key-help` });
    const passphrase = h('input', { id: `${id}-pass`, type: 'password', autocomplete: 'off', 'aria-describedby': `${id}-pass-help` });
    const passField = h('div', { class: 'field' }, h('label', { for: `${id}-pass` }, 'Passphrase of the key'), passphrase,
      h('p', { class: 'help', id: `${id}-pass-help` }, 'Goes to the program on this machine, opens the key once, and is kept nowhere.'));
    const reason = reasoned ? h('textarea', { id: `${id}-reason`, rows: 2, class: 'grow', required: true }) : null;
    const from = h('input', { type: 'radio', name: id, id: `${id}-file`, value: 'file', checked: true });
    const agent = h('input', { type: 'radio', name: id, id: `${id}-agent`, value: 'agent', disabled: !this.workspace.agent });
    const wrong = h('div', { role: 'alert', class: 'sign-answer' });
    const button = h('button', { type: 'submit', class: 'primary', id: `${what}-button` }, label);
    const choose = () => {
      passField.hidden = agent.checked;
      if (agent.checked) passphrase.value = '';
    };
    from.addEventListener('change', choose);
    agent.addEventListener('change', choose);
    const root = h('form', {
      autocomplete: 'off', class: 'sign-form',
      on: {
        submit: async (event) => {
          event.preventDefault();
          fill(wrong);
          const body = agent.checked
            ? { agent: true, ...(key.value ? { key: key.value } : {}) } : { key: key.value, passphrase: passphrase.value };
          if (reason) body.reason = reason.value;
          passphrase.value = '';
          button.disabled = true;
          say(button, 'Working…');
          try {
            await act(body, wrong);
            if (reason) reason.value = '';
            key.value = '';
          } catch (error) {
            fill(wrong, problem(error), (error.body?.findings ?? []).map((finding) => h('p', { class: 'finding-line error' }, finding.message)));
          } finally {
            button.disabled = false;
            say(button, label);
            if (document.activeElement === document.body || !document.activeElement) button.focus();
          }
        },
      },
    },
    h('fieldset', { class: 'field plain' }, h('legend', {}, 'The key'),
      h('div', { class: 'radio' }, from, h('label', { for: `${id}-file` }, 'A key file on this machine')),
      h('div', { class: 'radio' }, agent, h('label', { for: `${id}-agent` }, 'The ssh-agent', this.workspace.agent ? '' : ' (none is running)'))),
    h('div', { class: 'field' }, h('label', { for: `${id}-key` }, 'Path of the key'), key,
      h('p', { class: 'help', id: `${id}-key-help` }, 'The whole path of the private key, such as /home/jane/.ssh/jane. The file is read where it is; nothing is uploaded. With the agent: the public key, or nothing if it holds one key.')),
    passField,
    reason ? h('div', { class: 'field' }, h('label', { for: `${id}-reason` }, 'Why do you sign? (a sentence)'), reason) : null,
    wrong, button);
    return { root, wrong };
  }

  async open() {
    await this.refresh();
  }

  async refresh() {
    const { id } = this.doc;
    let read;
    try {
      read = await api.get(`/api/review/${id}`);
    } catch (error) {
      fill(this.state, h('p', {}, stateChip(this.doc.state), ' ', this.doc.next ? sentence(this.doc.next) : ''), problem(error),
        (error.body?.findings ?? []).map((finding) => h('p', { class: `finding-line ${finding.level}` }, icon(finding.level), finding.message)));
      this.cutButton.disabled = true;
      this.signing.hidden = true;
      this.publishing.hidden = true;
      return;
    }
    if (id !== this.doc.id) return;
    this.read = read;
    this.draw();
    try {
      fill(this.since, changesView(await api.get(`/api/changes/${id}`)));
    } catch (error) {
      fill(this.since, problem(error));
    }
  }

  draw() {
    const { read } = this;
    const ticked = read.lines.filter((line) => line.tick?.holds).length;
    const open = read.lines.flatMap((line) => line.comments ?? []).filter((comment) => !comment.resolved).length;
    const readAll = ticked === read.lines.length;
    fill(this.state, h('p', {}, stateChip(read.state), ' ', read.next ? sentence(read.next) : ''),
      h('p', { class: readAll && !open ? 'all-well' : 'quiet-text' }, readAll ? icon('done') : null,
        `${ticked} of ${count(read.lines.length, 'line')} ticked in review${open ? `, ${count(open, 'comment')} still open` : ''}. `,
        readAll && !open ? null : h('button', { type: 'button', class: 'small', on: { click: this.toReview } }, 'Go to the review')));
    const candidate = read.candidate ?? null;
    const stands = candidate && candidate.applies && !candidate.published;
    this.cutButton.disabled = false;
    this.cutButton.className = stands || candidate?.published || read.state === 'published' ? '' : 'primary';
    say(this.cutButton, candidate && !candidate.published ? 'Cut it again' : 'Cut a candidate');
    const published = ['published', 'review due', 'overdue', 'withdrawn'].includes(read.state);
    fill(this.cutState, candidate && !candidate.published ? [
      h('p', { class: stands ? 'all-well' : 'notice advice' }, stands ? icon('done') : null,
        stands ? `Candidate of version ${candidate.version} (${candidate.class}), cut on ${candidate.cut}.`
          : `The words changed since the candidate of version ${candidate.version} was cut. Signatures of it do not apply to the sheet as it is now: cut it again.`),
      h('p', { class: 'quiet-text' }, 'Manifest ', h('code', { title: candidate.manifest }, short(candidate.manifest))),
      this.files(candidate.files ?? [], 'The candidate’s files'),
    ] : null);
    this.signing.hidden = !stands;
    this.publishing.hidden = !stands && !published;
    this.publishForm.root.hidden = !stands;
    if (stands) {
      const needs = candidate.needs ?? [];
      const signed = candidate.signed ?? [];
      const name = (one) => (typeof one === 'string' ? one : [one.name, one.role && `(${one.role})`, one.on && `on ${one.on}`, one.reason && `“${one.reason}”`].filter(Boolean).join(' '));
      fill(this.policy,
        h('p', { class: 'label' }, 'Who has signed'),
        signed.length ? h('ul', { class: 'signed' }, signed.map((one) => h('li', {}, icon('done'), name(one)))) : h('p', { class: 'quiet-text' }, 'Nobody yet.'),
        h('p', { class: 'label' }, 'What the policy still asks'),
        needs.length ? h('ul', { class: 'needs' }, needs.map((need) => h('li', {}, icon('todo'), sentence(need)))) : h('p', { class: 'all-well' }, icon('done'), 'Nothing more: it can be published.'));
    }
    const out = read.published;
    if (!this.justPublished) {
      fill(this.published, published ? h('p', { class: 'all-well' }, icon('done'), out
        ? `Version ${out.version} is published, check code ${out.code}, review due by ${out.due}.` : sentence(`${read.state}: ${read.next ?? ''}`)) : null,
      out ? this.files(out.files ?? [], 'The released files', out.version) : null);
    }
  }

  files(files, label, version) {
    const pdfs = files.map((file) => (typeof file === 'string' ? { name: file } : file)).filter(({ name }) => name.endsWith('.pdf'));
    if (!pdfs.length) return null;
    return h('div', {}, h('p', { class: 'label' }, label), h('ul', { class: 'files' }, pdfs.map(({ name, path }) => h('li', {},
      h('button', { type: 'button', class: 'small', 'aria-label': `Download ${base(name)}`, on: { click: () => this.fetchFile(base(name), version, path) } }, icon('down'), 'Download'), ' ', h('span', { class: 'file-name' }, base(name))))));
  }

  async fetchFile(name, version) {
    try {
      const query = new URLSearchParams({ name, ...(version ? { version } : {}) });
      const { blob } = await api.file(`/api/file/${this.doc.id}?${query}`);
      download(name, blob);
    } catch (error) {
      this.tell(error.message, true);
    }
  }

  async cut() {
    fill(this.cutWrong);
    this.cutButton.disabled = true;
    say(this.cutButton, 'Cutting…');
    try {
      if (!(await this.save())) throw new Error('The sheet is not saved yet, so it was not cut.');
      const cut = await api.post('/api/cut', { sheet: this.doc.id });
      this.justPublished = false;
      this.tell(`Candidate of version ${cut.version} cut.`);
      await this.changed();
    } catch (error) {
      fill(this.cutWrong, problem(error), (error.body?.findings ?? []).map((finding) => h('p', { class: 'finding-line error' }, icon('error'), finding.message)));
    } finally {
      await this.refresh();
      this.cutButton.disabled = false;
      if (document.activeElement === document.body) this.cutButton.focus();
    }
  }

  async sign(body, answer) {
    const { manifest } = this.read.candidate;
    const done = await api.post('/api/sign', { sheet: this.doc.id, manifest, ...body });
    const { declaration: one, needs } = done;
    fill(answer, h('p', { class: 'notice well' }, icon('done'), `Signed by ${one.name}, ${one.role}: “${one.meaning}”. `,
      needs.length ? `The policy still asks for ${needs.join(', ')}.` : 'The policy asks for nothing more: it can be published.'));
    await this.changed();
    await this.refresh();
  }

  async publish(body) {
    const { manifest } = this.read.candidate;
    const done = await api.post('/api/publish', { sheet: this.doc.id, manifest, ...body });
    this.justPublished = true;
    fill(this.published, h('div', { class: 'notice well', role: 'status' },
      h('p', {}, icon('done'), h('strong', {}, `Version ${done.version} is published.`)),
      h('p', {}, 'Check code ', h('code', {}, done.code), `. Review due by ${done.due}.`),
      done.stock ? h('p', {}, sentence(done.stock)) : null),
    this.files(done.files ?? [], 'The released files', done.version));
    await this.changed();
    await this.refresh();
    set(this.published, { tabindex: '-1' });
    this.published.focus();
  }
}

const base = (name) => name.split(/[\\/]/).at(-1);
