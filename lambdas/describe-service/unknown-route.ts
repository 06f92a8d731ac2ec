import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { pathsOf, routes } from '../../contracts/routes.ts';
import { problemResponse } from '../http/problem-response.ts';

/** Answers what no route took: 405 with the methods there are where the path is known, else 404. */
export async function answerUnknownRoute(event: APIGatewayProxyEventV2): Promise<APIGatewayProxyStructuredResultV2> {
  const { requestId } = event.requestContext;
  const methods = methodsAt(event.rawPath);
  if (methods.length === 0)
    return problemResponse('route.not_found', 'There is nothing at this address. GET /docs lists what there is.', requestId);
  const allow = methods.join(', ');
  return problemResponse('route.method_not_allowed', `This address takes ${allow}.`, requestId, { headers: { allow } });
}

/** The methods a path takes, by the route table. */
function methodsAt(path: string): readonly string[] {
  const segments = path.split('/');
  const matches = (pattern: string) => {
    const expected = pattern.split('/');
    return (
      expected.length === segments.length &&
      expected.every((part, index) => (part.startsWith('{') ? segments[index] !== '' : part === segments[index]))
    );
  };
  return [...new Set(routes.filter((route) => pathsOf(route).some(matches)).map((route) => route.method))];
}
