import { type User, UserManager, WebStorageStateStore } from 'oidc-client-ts';
import type { DeskConfig } from '../../../contracts/desk-config.ts';
import { type CallOptions, callApi } from '../../client/call-api.ts';
import type { Operation, OperationInput } from '../../client/operation.ts';
import { Problem } from '../../client/problem.ts';

/** Whether somebody is logged in. `expired`: was, and what is on the page waits for a new login. */
export type SessionState = 'out' | 'in' | 'expired';

/** A person's login, and the API in that person's name. */
export class Session {
  #user: User | undefined;
  #state: SessionState = 'out';
  #renewing: Promise<void> | undefined;
  readonly #manager: UserManager;
  readonly #config: DeskConfig;
  readonly #listeners = new Set<() => void>();

  constructor(config: DeskConfig) {
    const here = `${location.origin}/admin/`;
    const prefix = 'dossier.desk.';
    this.#config = config;
    this.#manager = new UserManager({
      authority: config.authority,
      client_id: config.client_id,
      redirect_uri: here,
      popup_redirect_uri: here,
      post_logout_redirect_uri: here,
      response_type: 'code',
      scope: config.scope,
      // The tab's own storage: a reload keeps the login, and closing the tab ends it.
      userStore: new WebStorageStateStore({ store: sessionStorage, prefix }),
      // What a login has to come back with, for the minutes it takes. A window of its own has to find it too.
      stateStore: new WebStorageStateStore({ store: localStorage, prefix }),
      loadUserInfo: false,
      automaticSilentRenew: true,
    });
    this.#manager.events.addUserLoaded((user) => this.#enter(user));
    this.#manager.events.addAccessTokenExpired(() => void this.#renew().catch(() => {}));
  }

  get state(): SessionState {
    return this.#state;
  }

  /** Calls back after every change, until the returned function is called. */
  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /**
   * Picks up the login this tab has, or the one the issuer just sent back.
   * @returns the address behind the `#` to go on at; undefined to stay where the page is.
   */
  async open(): Promise<string | undefined> {
    const answer = new URLSearchParams(location.search);
    if (answer.has('state') && (answer.has('code') || answer.has('error'))) {
      const user = await this.#manager.signinCallback();
      const kept = user?.state;
      return typeof kept === 'string' ? kept : '';
    }
    const user = await this.#manager.getUser();
    if (user !== null && user.expired !== true) this.#enter(user);
    else if (user?.refresh_token !== undefined) await this.#renew().catch(() => this.#change('out'));
    return answer.size > 0 ? location.hash : undefined;
  }

  /** Goes to the issuer's login page, and comes back to where the desk is now. */
  async logIn(): Promise<void> {
    await this.#manager.signinRedirect({ state: location.hash });
  }

  /** Logs in again in a window of its own, so that nothing on the page is lost. */
  async logInAgain(): Promise<void> {
    await this.#manager.signinPopup();
  }

  /** Logs out here and at the issuer. */
  async logOut(): Promise<void> {
    await this.#manager.signoutRedirect({ extraQueryParams: { ...this.#config.logout_parameters } });
  }

  /** Whether the login allows something. An issuer may write a scope with its own name in front. */
  may(scope: string): boolean {
    const granted = this.#user?.scopes ?? [];
    return granted.some((name) => name === scope || name.endsWith(`/${scope}`));
  }

  /**
   * Calls the API in the person's name. A login that has ended is renewed first, or waited for.
   * @throws Problem when the service refuses or cannot be reached.
   */
  async call<In extends OperationInput, Out>(operation: Operation<In, Out>, input: In, options: CallOptions = {}): Promise<Out> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await callApi(operation, input, { ...options, token: this.#user?.access_token });
      } catch (error) {
        if (!(error instanceof Problem && error.status === 401) || attempt > 2) throw error;
        await this.#renew().catch(() => this.#waitForLogin(options.signal));
      }
    }
  }

  /** Renews once for all calls that found the login ended at the same time. */
  async #renew(): Promise<void> {
    this.#renewing ??= this.#manager.signinSilent().then((user) => {
      if (user === null) throw new Error('The login could not be renewed.');
      this.#enter(user);
    });
    try {
      await this.#renewing;
    } catch (error) {
      if (this.#state === 'in') this.#change('expired');
      throw error;
    } finally {
      this.#renewing = undefined;
    }
  }

  #waitForLogin(signal: AbortSignal | undefined): Promise<void> {
    return new Promise((resolve, reject) => {
      const stop = this.subscribe(() => {
        if (this.#state !== 'in') return;
        stop();
        resolve();
      });
      signal?.addEventListener('abort', () => {
        stop();
        reject(signal.reason);
      });
    });
  }

  #enter(user: User): void {
    this.#user = user;
    this.#change('in');
  }

  #change(state: SessionState): void {
    this.#state = state;
    for (const listener of [...this.#listeners]) listener();
  }
}
