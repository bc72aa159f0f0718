#### constants
import errno, signal, os, fcntl, select, stat, resource, mmap, termios, socket, time
# What Linux has and a container has not; all else is there, and has the same number.
absent = {
    "signal": """SIGRTMAX SIGRTMIN""",
    "os": """EFD_CLOEXEC EFD_NONBLOCK EFD_SEMAPHORE GRND_NONBLOCK GRND_RANDOM MFD_ALLOW_SEALING MFD_CLOEXEC MFD_HUGETLB MFD_HUGE_16GB MFD_HUGE_16MB MFD_HUGE_1GB MFD_HUGE_1MB MFD_HUGE_256MB MFD_HUGE_2GB MFD_HUGE_2MB MFD_HUGE_32MB MFD_HUGE_512KB MFD_HUGE_512MB MFD_HUGE_64KB MFD_HUGE_8MB MFD_HUGE_MASK MFD_HUGE_SHIFT O_TMPFILE P_PIDFD RTLD_DEEPBIND RWF_APPEND RWF_DSYNC RWF_HIPRI RWF_NOWAIT RWF_SYNC SCHED_RESET_ON_FORK SEEK_DATA SEEK_HOLE SPLICE_F_MORE SPLICE_F_MOVE SPLICE_F_NONBLOCK XATTR_CREATE XATTR_REPLACE XATTR_SIZE_MAX""",
    "fcntl": """DN_ACCESS DN_ATTRIB DN_CREATE DN_DELETE DN_MODIFY DN_MULTISHOT DN_RENAME FASYNC F_ADD_SEALS F_EXLCK F_GETLEASE F_GETLK64 F_GETPIPE_SZ F_GETSIG F_GET_SEALS F_NOTIFY F_OFD_GETLK F_OFD_SETLK F_OFD_SETLKW F_SEAL_GROW F_SEAL_SEAL F_SEAL_SHRINK F_SEAL_WRITE F_SETLEASE F_SETLK64 F_SETLKW64 F_SETPIPE_SZ F_SETSIG F_SHLCK LOCK_MAND LOCK_READ LOCK_RW LOCK_WRITE""",
    "select": """EPOLLERR EPOLLET EPOLLEXCLUSIVE EPOLLHUP EPOLLIN EPOLLMSG EPOLLONESHOT EPOLLOUT EPOLLPRI EPOLLRDBAND EPOLLRDHUP EPOLLRDNORM EPOLLWRBAND EPOLLWRNORM EPOLL_CLOEXEC""",
    "termios": """CDSUSP CEOF CEOL CEOT CERASE CFLUSH CINTR CKILL CLNEXT CQUIT CRPRNT CSTART CSTOP CSUSP CWERASE FIOASYNC IOCSIZE_MASK IOCSIZE_SHIFT NCC N_MOUSE N_PPP N_SLIP N_STRIP N_TTY TCFLSH TCGETA TCGETS TCSBRK TCSBRKP TCSETA TCSETAF TCSETAW TCSETS TCSETSF TCSETSW TCXONC TIOCCONS TIOCEXCL TIOCGETD TIOCGICOUNT TIOCGLCKTRMIOS TIOCGSERIAL TIOCGSOFTCAR TIOCINQ TIOCLINUX TIOCMBIC TIOCMBIS TIOCMGET TIOCMIWAIT TIOCMSET TIOCM_CAR TIOCM_CD TIOCM_CTS TIOCM_DSR TIOCM_DTR TIOCM_LE TIOCM_RI TIOCM_RNG TIOCM_RTS TIOCM_SR TIOCM_ST TIOCNOTTY TIOCNXCL TIOCOUTQ TIOCPKT TIOCPKT_DATA TIOCPKT_DOSTOP TIOCPKT_FLUSHREAD TIOCPKT_FLUSHWRITE TIOCPKT_NOSTOP TIOCPKT_START TIOCPKT_STOP TIOCSCTTY TIOCSERCONFIG TIOCSERGETLSR TIOCSERGETMULTI TIOCSERGSTRUCT TIOCSERGWILD TIOCSERSETMULTI TIOCSERSWILD TIOCSER_TEMT TIOCSETD TIOCSLCKTRMIOS TIOCSSERIAL TIOCSSOFTCAR TIOCSTI""",
    "socket": """AF_ALG AF_BLUETOOTH AF_CAN AF_NETLINK AF_PACKET AF_QIPCRTR AF_RDS AF_TIPC AF_VSOCK ALG_OP_DECRYPT ALG_OP_ENCRYPT ALG_OP_SIGN ALG_OP_VERIFY ALG_SET_AEAD_ASSOCLEN ALG_SET_AEAD_AUTHSIZE ALG_SET_IV ALG_SET_KEY ALG_SET_OP ALG_SET_PUBKEY BTPROTO_HCI BTPROTO_L2CAP BTPROTO_RFCOMM BTPROTO_SCO CAN_BCM CAN_BCM_CAN_FD_FRAME CAN_BCM_RX_ANNOUNCE_RESUME CAN_BCM_RX_CHANGED CAN_BCM_RX_CHECK_DLC CAN_BCM_RX_DELETE CAN_BCM_RX_FILTER_ID CAN_BCM_RX_NO_AUTOTIMER CAN_BCM_RX_READ CAN_BCM_RX_RTR_FRAME CAN_BCM_RX_SETUP CAN_BCM_RX_STATUS CAN_BCM_RX_TIMEOUT CAN_BCM_SETTIMER CAN_BCM_STARTTIMER CAN_BCM_TX_ANNOUNCE CAN_BCM_TX_COUNTEVT CAN_BCM_TX_CP_CAN_ID CAN_BCM_TX_DELETE CAN_BCM_TX_EXPIRED CAN_BCM_TX_READ CAN_BCM_TX_RESET_MULTI_IDX CAN_BCM_TX_SEND CAN_BCM_TX_SETUP CAN_BCM_TX_STATUS CAN_EFF_FLAG CAN_EFF_MASK CAN_ERR_FLAG CAN_ERR_MASK CAN_ISOTP CAN_J1939 CAN_RAW CAN_RAW_FD_FRAMES CAN_RAW_FILTER CAN_RAW_JOIN_FILTERS CAN_RAW_LOOPBACK CAN_RAW_RECV_OWN_MSGS CAN_RTR_FLAG CAN_SFF_MASK EAI_ADDRFAMILY HCI_DATA_DIR HCI_FILTER HCI_TIME_STAMP IOCTL_VM_SOCKETS_GET_LOCAL_CID IPPROTO_AH IPPROTO_DSTOPTS IPPROTO_EGP IPPROTO_ESP IPPROTO_FRAGMENT IPPROTO_GRE IPPROTO_HOPOPTS IPPROTO_ICMPV6 IPPROTO_IDP IPPROTO_IGMP IPPROTO_IPIP IPPROTO_MPTCP IPPROTO_NONE IPPROTO_PIM IPPROTO_PUP IPPROTO_ROUTING IPPROTO_RSVP IPPROTO_SCTP IPPROTO_TP IPPROTO_UDPLITE J1939_EE_INFO_NONE J1939_EE_INFO_TX_ABORT J1939_FILTER_MAX J1939_IDLE_ADDR J1939_MAX_UNICAST_ADDR J1939_NLA_BYTES_ACKED J1939_NLA_PAD J1939_NO_ADDR J1939_NO_NAME J1939_NO_PGN J1939_PGN_ADDRESS_CLAIMED J1939_PGN_ADDRESS_COMMANDED J1939_PGN_MAX J1939_PGN_PDU1_MAX J1939_PGN_REQUEST NETLINK_CRYPTO NETLINK_DNRTMSG NETLINK_FIREWALL NETLINK_IP6_FW NETLINK_NFLOG NETLINK_ROUTE NETLINK_USERSOCK NETLINK_XFRM PACKET_BROADCAST PACKET_FASTROUTE PACKET_HOST PACKET_LOOPBACK PACKET_MULTICAST PACKET_OTHERHOST PACKET_OUTGOING PF_CAN PF_PACKET PF_RDS SCM_CREDENTIALS SCM_J1939_DEST_ADDR SCM_J1939_DEST_NAME SCM_J1939_ERRQUEUE SCM_J1939_PRIO SCM_RIGHTS SOL_ALG SOL_CAN_BASE SOL_CAN_RAW SOL_HCI SOL_RDS SOL_TIPC SO_J1939_ERRQUEUE SO_J1939_FILTER SO_J1939_PROMISC SO_J1939_SEND_PRIO SO_VM_SOCKETS_BUFFER_MAX_SIZE SO_VM_SOCKETS_BUFFER_MIN_SIZE SO_VM_SOCKETS_BUFFER_SIZE TIPC_ADDR_ID TIPC_ADDR_NAME TIPC_ADDR_NAMESEQ TIPC_CFG_SRV TIPC_CLUSTER_SCOPE TIPC_CONN_TIMEOUT TIPC_CRITICAL_IMPORTANCE TIPC_DEST_DROPPABLE TIPC_HIGH_IMPORTANCE TIPC_IMPORTANCE TIPC_LOW_IMPORTANCE TIPC_MEDIUM_IMPORTANCE TIPC_NODE_SCOPE TIPC_PUBLISHED TIPC_SRC_DROPPABLE TIPC_SUBSCR_TIMEOUT TIPC_SUB_CANCEL TIPC_SUB_PORTS TIPC_SUB_SERVICE TIPC_TOP_SRV TIPC_WAIT_FOREVER TIPC_WITHDRAWN TIPC_ZONE_SCOPE UDPLITE_RECV_CSCOV UDPLITE_SEND_CSCOV VMADDR_CID_ANY VMADDR_CID_HOST VMADDR_PORT_ANY VM_SOCKETS_INVALID_VERSION""",
    "time": """CLOCK_TAI""",
}
for module in (errno, signal, os, fcntl, select, stat, resource, mmap, termios, socket, time):
    for name in sorted(dir(module)):
        value = getattr(module, name)
        if name.isupper() and isinstance(value, int) and not name.startswith("I_") and name not in absent.get(module.__name__, "").split():
            if (module, name) != (mmap, "MADV_SOFT_OFFLINE"): print(module.__name__, name, int(value))
print(sorted(errno.errorcode.items()))
print([(n, os.strerror(n)) for n in range(1, 133)])

#### enumerations
import signal, socket, errno, os
print(list(signal.Signals)[:5], signal.Signals(17), signal.SIG_IGN, signal.SIG_DFL, repr(signal.SIGTERM), signal.strsignal(11), socket.AF_INET, socket.SOCK_STREAM, repr(socket.AddressFamily(1)), socket.SocketKind(2), socket.MsgFlag(2))
for n in (1, 2, 13, 17, 20, 21, 32, 39, 110, 111): print(n, errno.errorcode[n], OSError(n, os.strerror(n)))

#### open_flags
import os, fcntl
fd = os.open("f", os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o640); print(fcntl.fcntl(fd, fcntl.F_GETFL) & (os.O_ACCMODE | os.O_APPEND | os.O_NONBLOCK), fcntl.fcntl(fd, fcntl.F_GETFD)); os.write(fd, b"abc")
fcntl.fcntl(fd, fcntl.F_SETFL, os.O_APPEND | os.O_NONBLOCK); print(fcntl.fcntl(fd, fcntl.F_GETFL) & (os.O_ACCMODE | os.O_APPEND | os.O_NONBLOCK), os.get_blocking(fd)); os.lseek(fd, 0, 0); os.write(fd, b"d"); print(open("f").read()); os.close(fd)
def opener(path, flags): print(flags); return os.open(path, flags)
for mode in ("r", "w", "a", "r+", "w+", "rb"): open("f", mode, opener=opener).close()
open("new", "x", opener=opener).close()
os.symlink("f", "link"); os.mkdir("d")
for path, flags in (("f", os.O_CREAT | os.O_EXCL), ("f", os.O_DIRECTORY), ("link", os.O_NOFOLLOW), ("d", os.O_WRONLY), ("missing", 0)):
    try: os.open(path, flags); print("opened")
    except OSError as e: print(e)
fd = os.open("f", os.O_WRONLY | os.O_TRUNC); print(os.fstat(fd).st_size)
try: os.read(fd, 1)
except OSError as e: print(e)
r, w = os.pipe2(os.O_NONBLOCK | os.O_CLOEXEC); print(os.get_blocking(r), os.get_inheritable(w))
try: os.read(r, 1)
except BlockingIOError as e: print(e)

#### poll_events_and_sockets
import os, select, socket
r, w = os.pipe(); p = select.poll(); p.register(r, select.POLLIN | select.POLLPRI); p.register(w, select.POLLOUT); print([(fd == w, e) for fd, e in p.poll(0)]); os.write(w, b"x"); print(sorted((fd == w, e) for fd, e in p.poll(10))); os.read(r, 1); p.unregister(w); os.close(w); print([e for fd, e in p.poll(10)]); p.register(999); print([e for fd, e in p.poll(10) if fd == 999])
s = socket.socket(); print(s.family, s.type, s.getsockname(), s.getsockopt(socket.SOL_SOCKET, socket.SO_TYPE), socket.socket(socket.AF_INET6, socket.SOCK_DGRAM).getsockname(), socket.getaddrinfo("127.0.0.1", 80, proto=socket.IPPROTO_TCP), socket.inet_pton(socket.AF_INET6, "::1"), socket.inet_ntop(socket.AF_INET, bytes(4)), socket.has_ipv6, hasattr(socket, "AF_UNIX"))
try: socket.socket(99)
except OSError as e: print(e)

#### clocks
import time
print(time.clock_gettime(time.CLOCK_REALTIME) > 1e9, time.clock_gettime_ns(time.CLOCK_PROCESS_CPUTIME_ID) > 0, time.clock_getres(time.CLOCK_MONOTONIC) < 1, time.thread_time() >= 0, time.clock_gettime(time.CLOCK_BOOTTIME) > 0)
try: time.clock_gettime(77)
except OSError as e: print(e)

#### locale_names
import locale
for name in ("C", "POSIX", "C.UTF-8", "C.utf8", "", "en_US.UTF-8", "de_DE", "nonsense"):
    try: print(repr(name), locale.setlocale(locale.LC_ALL, name), locale.getlocale())
    except locale.Error as e: print(repr(name), e)
locale.setlocale(locale.LC_ALL, "C"); locale.setlocale(locale.LC_CTYPE, "C.UTF-8"); all = locale.setlocale(locale.LC_ALL); print(all, locale.setlocale(locale.LC_ALL, all), locale.setlocale(locale.LC_NUMERIC))
