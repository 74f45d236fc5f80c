package dev.lanyard.simulator.tenant;

import java.time.Duration;
import java.util.function.Supplier;

/** The tenant in use: the usual one, or an empty one with the same id put in its place for a while. */
public final class TenantSwitch implements Supplier<Tenant> {

    private final Tenant usual;
    private final Tenant empty;
    private volatile Tenant used;

    /** Begins with the usual tenant. */
    public TenantSwitch(Tenant usual, Tenant empty) {
        this.usual = usual;
        this.empty = empty;
        this.used = usual;
    }

    @Override
    public Tenant get() {
        return used;
    }

    /** Puts the empty tenant in the place of the usual one, or takes it away again. */
    public void useEmpty(boolean useEmpty) {
        used = useEmpty ? empty : usual;
    }

    /** Sets the read lag of both. */
    public void setReadLag(Duration lag) {
        usual.setReadLag(lag);
        empty.setReadLag(lag);
    }

    /** Sets how late the logs of both are. */
    public void setAuditLag(Duration lag) {
        usual.audit().setLag(lag);
        empty.audit().setLag(lag);
        usual.signIns().setLag(lag);
        empty.signIns().setLag(lag);
    }

    /** Lets some entries of the logs of both be told later than others. */
    public void setAuditLate(double share, Duration most) {
        usual.audit().setLate(share, most);
        empty.audit().setLate(share, most);
        usual.signIns().setLate(share, most);
        empty.signIns().setLate(share, most);
    }

    /** Sets whether pages of both audit logs repeat entries. */
    public void setAuditRepeating(boolean repeat) {
        usual.audit().setRepeating(repeat);
        empty.audit().setRepeating(repeat);
    }

    /** Sets whether there are audit logs at all. */
    public void setAuditOffered(boolean offered) {
        usual.audit().setOffered(offered);
        empty.audit().setOffered(offered);
    }

    /** Sets how long new users are unknown to Exchange in both. */
    public void setExchangeLag(Duration lag) {
        usual.setExchangeLag(lag);
        empty.setExchangeLag(lag);
    }

    /** Sets what both tenants have bought. */
    public void setPremium(Premium bought) {
        usual.setPremium(bought);
        empty.setPremium(bought);
    }

    /** Sets whether both tenants are for customers and partners. */
    public void setExternal(boolean external) {
        usual.setExternal(external);
        empty.setExternal(external);
    }

    /** Sets whether guests may be invited to either. */
    public void setGuests(boolean allowed) {
        usual.setGuests(allowed);
        empty.setGuests(allowed);
    }
}
