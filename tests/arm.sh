#!/bin/sh
# Trains the same small runs with this machine's processor and with an Arm64 one, emulated where this is none, and holds
# their weights to the same bits. Emulated, it trains about 50 images a second. Ends with `N passed, N failed`.
set -u
here=$(pwd)
arm=$here/artifacts/arm64
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT

fail() {
  echo "$1"
  echo '0 passed, 1 failed'
  exit 1
}

# Arm's C libraries, unpacked where the emulator looks for them.
if [ "$(uname -m)" = aarch64 ]; then
  emulated=''
else
  emulated=$(command -v qemu-aarch64-static) \
    || fail 'There is no qemu-aarch64-static here: apt-get install --no-install-recommends qemu-user-static'
  if [ ! -e "$arm-root/.made" ]; then
    mkdir -p "$work/lists/partial" "$work/cache/archives/partial" "$arm-root"
    (
      cd "$work" || exit 1
      set -- -o APT::Architecture=arm64 -o APT::Architectures=arm64 -o Dir::State::status=/dev/null \
        -o "Dir::State::lists=$work/lists" -o "Dir::Cache=$work/cache" -o APT::Sandbox::User=root
      apt-get "$@" update && apt-get "$@" download libc6 libgcc-s1 libstdc++6 libssl3 zlib1g || exit 1
      for package in *.deb; do dpkg-deb -x "$package" "$arm-root" || exit 1; done
    ) >"$here/artifacts/arm64.log" 2>&1 || fail "Arm's libraries could not be had: see artifacts/arm64.log"
    touch "$arm-root/.made"
  fi
  export QEMU_LD_PREFIX="$arm-root"
fi

# A dataset of 200 training and 50 test images of noise, as IDX files.
mkdir "$work/noise"
perl -e '
  srand 7;
  foreach (["train", 200], ["t10k", 50]) {
    my ($set, $count) = @$_;
    open my $images, ">:raw", "$ARGV[0]/$set-images-idx3-ubyte" or die;
    print $images pack("N4", 2051, $count, 28, 28), pack("C*", map { int rand 256 } 1 .. 784 * $count);
    open my $labels, ">:raw", "$ARGV[0]/$set-labels-idx1-ubyte" or die;
    print $labels pack("N2", 2049, $count), pack("C*", map { $_ % 10 } 1 .. $count);
  }' "$work/noise" || fail 'The dataset could not be written: perl is missing.'

cat >"$work/arm.yaml" <<YAML
name: arm
question: Are an Arm processor's results the same, bit for bit?
dataset: $work/noise
seeds: 1
base:
  training: {epochs: 1, batch_size: 25, validation_images: 20}
variants:
  sigmoid: {model.activation: sigmoid, model.pooling: max, training.optimizer: adam}
  tanh: {model.activation: tanh, model.pooling: average, model.c3: partial}
  scaled_tanh: {model.preset: lenet5-1998, training.optimizer: sdlm, training.batch_size: 1, training.train_images: 60}
  relu: {model.activation: relu, model.pooling: subsampling}
  log_relu: {model.activation: log_relu, model.pooling: subsampling_sum}
  leaky_relu: {model.preset: mlp, model.activation: leaky_relu}
  distorted: {training.distortion: affine+elastic}
YAML

# trained <folder> <program …>: trains all of it; prints each run's weights.
trained() {
  folder=$1
  shift
  "$@" run "$work/arm.yaml" --workers 1 --results "$work/$folder" >"$work/$folder.log" 2>&1 || {
    tail -n 20 "$work/$folder.log" >&2
    return 1
  }
  "$@" query --results "$work/$folder" --format csv \
    'select variant, weights_sha256, train_loss, test_loss from run_summary order by variant'
}

trained here dotnet src/LeNetLab.Cli/bin/Release/net10.0/lenetlab.dll >"$work/here.csv" || fail 'The runs here failed.'
# The emulator is not sure of code that is written while it runs: no double mapping, no second compilation.
export DOTNET_EnableWriteXorExecute=0 DOTNET_TieredCompilation=0
# It may fall over all the same; what a run ends with it does not alter. A run that is done is not trained again.
for attempt in 1 2 3; do
  trained arm $emulated "$arm/lenetlab" >"$work/arm.csv" && break
  [ "$attempt" -lt 3 ] || fail 'The runs on Arm failed three times.'
  echo "The runs on Arm failed; attempt $((attempt + 1)) of 3."
done
runs=$(($(wc -l <"$work/here.csv") - 1))
cat "$work/arm.csv"
same=$(tail -n +2 "$work/here.csv" | grep -c -F -x -f "$work/arm.csv")
[ "$same" -eq "$runs" ] || diff "$work/here.csv" "$work/arm.csv"
echo "$same passed, $((runs - same)) failed"
[ "$runs" -ge 7 ] && [ "$same" -eq "$runs" ]
