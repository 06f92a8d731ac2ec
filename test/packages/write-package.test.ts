import { once } from 'node:events';
import { describe, expect, it, vi } from 'vitest';
import type { PackageSource } from '../../core/packages/package-source.ts';
import { createPackageStream } from '../../core/packages/write-package.ts';
import { about, automatic, buildArchive, manual, readByPython, testByUnzip } from './build-archive.ts';

const seedContent = [
  automatic('postgres_example:customer', [{ name: 'Jane Customer', email: '', id: 1 }]),
  manual('manual_request_key', ['first_name', 'last_name', 'phone_number', 'height'], { first_name: 'Jane', last_name: 'Customer' }),
];

describe('the package', () => {
  it('holds the JSON of the seeds, one CSV a source, and the report', async () => {
    const files = readByPython(await buildArchive(seedContent));
    expect([...files.keys()]).toEqual(['package.json', 'csv/postgres_example_customer.csv', 'csv/manual_request_key.csv', 'report.html']);
    expect(files.get('package.json')).toBe(`{
  "postgres_example:customer": [
    {"name":"Jane Customer","email":"","id":1}
  ],
  "manual_request_key": [
    {"first_name":"Jane","last_name":"Customer","phone_number":null,"height":null}
  ]
}
`);
    expect(files.get('csv/manual_request_key.csv')).toBe('first_name,last_name,phone_number,height\r\nJane,Customer,,\r\n');
  });

  it('is an empty object and says so in words where there is no source', async () => {
    const files = readByPython(await buildArchive([]));
    expect([...files.keys()]).toEqual(['package.json', 'report.html']);
    expect(JSON.parse(files.get('package.json') ?? '')).toEqual({});
    expect(files.get('report.html')).toContain('We hold no data about you.');
  });

  it('passes unzip’s own test', async () => {
    expect(testByUnzip(await buildArchive(seedContent))).toContain('No errors detected');
  });

  it('has the same bytes when it is built again, and in another time zone', async () => {
    const first = await buildArchive(seedContent);
    vi.stubEnv('TZ', 'Pacific/Auckland');
    const elsewhere = new Date(0).getTimezoneOffset();
    const second = await buildArchive(seedContent);
    vi.unstubAllEnvs();
    expect(elsewhere).toBe(-720);
    expect(second.equals(first)).toBe(true);
  });

  it('writes the labels of a definition in its order, with nothing else in a row', async () => {
    const row = { extra: 'x', '1': 'one', '2': 'two' };
    const files = readByPython(await buildArchive([manual('m', ['2', '1', 'constructor'], row)]));
    expect(files.get('package.json')).toContain('{"2":"two","1":"one","constructor":null}');
  });

  it('keeps a label named __proto__', async () => {
    const row = JSON.parse('{"__proto__":"kept"}');
    const files = readByPython(await buildArchive([manual('__proto__', ['__proto__'], row), automatic('a:b', [row])]));
    const text = files.get('package.json') ?? '';
    expect(Object.entries(JSON.parse(text)).map(([key]) => key)).toEqual(['__proto__', 'a:b']);
    expect(text.match(/\{"__proto__":"kept"\}/g)).toHaveLength(2);
    expect(files.get('csv/a_b.csv')).toBe('__proto__\r\nkept\r\n');
  });

  it('gives every source a safe file of its own', async () => {
    const keys = ['../x', 'a:b', 'A:B', 'con', 'CON.txt', '..', '/etc/passwd', 'a_b-2', 'a\\b'];
    const names = [...readByPython(await buildArchive(keys.map((key) => automatic(key, [{ id: 1 }])))).keys()];
    expect(names.slice(1, -1)).toEqual([
      'csv/_x.csv',
      'csv/a_b.csv',
      'csv/A_B-2.csv',
      'csv/_con.csv',
      'csv/_CON.txt.csv',
      'csv/source.csv',
      'csv/_etc_passwd.csv',
      'csv/a_b-2-2.csv',
      'csv/a_b-3.csv',
    ]);
  });
});

describe('a package that cannot be written', () => {
  it('fails when a source comes twice', async () => {
    await expect(buildArchive([automatic('a:b', []), automatic('a:b', [])])).rejects.toThrow('A source comes twice in the package.');
  });

  it('fails with the source’s own error', async () => {
    const rows = () => {
      throw new Error('The source is gone.');
    };
    await expect(buildArchive([{ kind: 'automatic', source: 'a:b', rows }])).rejects.toThrow('The source is gone.');
  });

  it.each([2, 3])('fails when reading %i of a source gives another number of rows', async (changedReading) => {
    let reading = 0;
    const rows = () => {
      reading += 1;
      return reading === changedReading ? [] : [{ id: 1 }];
    };
    await expect(buildArchive([{ kind: 'automatic', source: 'a:b', rows }])).rejects.toThrow('another number of rows');
  });

  it('stops reading the sources when its reader goes away', async () => {
    let stopped: (() => void) | undefined;
    const stop = new Promise<void>((resolve) => {
      stopped = resolve;
    });
    async function* rows() {
      try {
        for (let id = 0; ; id += 1) yield { id, note: `${id * 2654435761}`.repeat(50) };
      } finally {
        stopped?.();
      }
    }
    const endless: PackageSource = { kind: 'automatic', source: 'a:b', rows };
    const stream = createPackageStream([endless], about);
    await once(stream, 'readable');
    stream.destroy();
    await stop;
    expect(stream.destroyed).toBe(true);
  });
});
