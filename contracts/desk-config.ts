/** What the desk has to know of its installation, as `/admin/config.json`: the edge answers it on AWS, the local run by itself. */
export interface DeskConfig {
  /** The issuer of OpenID Connect. */
  readonly authority: string;
  readonly client_id: string;
  /** Scopes to ask for, separated by blanks, as the issuer writes them. */
  readonly scope: string;
  /** Parameters of the issuer's logout address beside those of OpenID Connect; Cognito has its own. */
  readonly logout_parameters: Readonly<Record<string, string>>;
}
