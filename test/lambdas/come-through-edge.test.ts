import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { describe, expect, it } from 'vitest';
import { edgeHeaders } from '../../contracts/edge.ts';
import { environment } from '../../contracts/environment.ts';
import { AppError } from '../../core/errors.ts';
import { edgeOf } from '../../lambdas/http/come-through-edge.ts';

const event = (headers: Record<string, string> = {}) =>
  ({ headers, requestContext: { http: { sourceIp: '203.0.113.9' } } }) as unknown as APIGatewayProxyEventV2;
const behind = (secrets: string) => edgeOf({ [environment.edgeSecrets]: secrets });
const refusal = (run: () => void): string => {
  try {
    run();
    return 'let in';
  } catch (error) {
    return error instanceof AppError ? error.code : 'another error';
  }
};

describe('a function without an edge', () => {
  it.each([{}, { [environment.edgeSecrets]: '' }])('takes every call, and believes API Gateway alone who calls: %j', (variables) => {
    const edge = edgeOf(variables);
    const forged = event({ [edgeHeaders.viewer]: '192.0.2.1:443', [edgeHeaders.secret]: 'any' });
    expect(refusal(() => edge.refusePast(forged))).toBe('let in');
    expect(edge.addressOf(forged)).toBe('203.0.113.9');
  });
});

describe('a function behind the edge', () => {
  it.each(['now', 'before'])('takes a call that carries the secret %s, so that one can be changed for the other', (secret) => {
    expect(refusal(() => behind('now,before').refusePast(event({ [edgeHeaders.secret]: secret })))).toBe('let in');
  });

  it.each([undefined, '', 'no', 'now,before', ',', 'NOW', 'now '])('refuses a call that carries %j as if there were nothing', (secret) => {
    const call = event(secret === undefined ? {} : { [edgeHeaders.secret]: secret });
    expect(refusal(() => behind('now,before').refusePast(call))).toBe('route.not_found');
  });

  it.each([
    ['198.51.100.10:46532', '198.51.100.10'],
    ['2001:db8::1:46532', '2001:db8::1'],
    ['2001:0db8:0000:0000:0000:0000:0000:0001:443', '2001:0db8:0000:0000:0000:0000:0000:0001'],
  ])('believes the edge who calls: %s', (viewer, address) => {
    expect(behind('now').addressOf(event({ [edgeHeaders.viewer]: viewer }))).toBe(address);
  });

  it.each([undefined, '', 'somebody', '198.51.100.10', 'a:b:c'])(
    'believes API Gateway where the edge says nothing it understands: %j',
    (viewer) => {
      const call = event(viewer === undefined ? {} : { [edgeHeaders.viewer]: viewer });
      expect(behind('now').addressOf(call)).toBe('203.0.113.9');
    },
  );
});
