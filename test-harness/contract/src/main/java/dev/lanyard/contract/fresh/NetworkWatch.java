package dev.lanyard.contract.fresh;

import java.io.IOException;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Notices who wants to connect to somewhere. The JDK's sockets and HTTP clients, and most others, ask the default proxy
 * selector before they do.
 */
final class NetworkWatch extends ProxySelector {

    private final List<String> reachedFor = new CopyOnWriteArrayList<>();

    private NetworkWatch() {}

    static NetworkWatch install() {
        NetworkWatch watch = new NetworkWatch();
        ProxySelector.setDefault(watch);
        return watch;
    }

    List<String> reachedFor() {
        return List.copyOf(reachedFor);
    }

    @Override
    public List<Proxy> select(URI address) {
        reachedFor.add(address.getScheme() + "://" + address.getAuthority());
        return List.of(Proxy.NO_PROXY);
    }

    @Override
    public void connectFailed(URI address, SocketAddress socket, IOException why) {
        // Whoever wanted to connect hears of it.
    }
}
