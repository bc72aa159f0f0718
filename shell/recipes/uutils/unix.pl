# Makes a crate take its unix code for wasm32-wasip1: our system is POSIX, though rustc does not call it unix.
undef $/;
for my $file (@ARGV) {
    open(my $in, '<', $file) or die "$file: $!"; my $text = <$in>; close $in; my $before = $text;
    $text =~ s{\[target\."([^"]*)"}{[target.'$1'}g if $file =~ m{Cargo\.toml$};
    # Redox is unix without what our kernel lacks too; rm needs the descriptors that it has.
    $redox = $file =~ m{uu_rm-} ? 'any()' : 'target_os = "wasi"';
    $text =~ s{(\bcfg(?:_attr)?!?)(\((?:[^()"]|"[^"]*"|(?2))*\))}{ my ($w, $p) = ($1, $2); $w . rewrite($p) }ge;
    next if $text eq $before;
    open(my $out, '>', $file) or die "$file: $!"; print $out $text; close $out;
}
sub rewrite {
    my ($p) = @_;
    $p =~ s/target_os = "wasi"/any()/g;
    $p =~ s/\bunix\b(?!")/target_os = "wasi"/g;
    $p =~ s/target_os = "redox"/$redox/g;
    return $p;
}
